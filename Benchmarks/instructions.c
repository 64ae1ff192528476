/* A plugin of QEMU: how many instructions a program executes. `-plugin file=instructions.so,out=FILE` writes the number to FILE.
 *
 * Debian has no header for such plugins; declared here is what this one needs of their interface, version 1.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORTED __attribute__((visibility("default")))

struct qemu_plugin_tb;
enum { QEMU_PLUGIN_INLINE_ADD_U64 = 0 };
void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t, void (*)(uint64_t, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *, int, void *, uint64_t);
void qemu_plugin_register_atexit_cb(uint64_t, void (*)(uint64_t, void *), void *);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);

EXPORTED int qemu_plugin_version = 1;

static uint64_t executed;
static char *result;

/* Each block of instructions adds their number when it is executed. */
static void on_translation(uint64_t id, struct qemu_plugin_tb *block) {
    qemu_plugin_register_vcpu_tb_exec_inline(
        block, QEMU_PLUGIN_INLINE_ADD_U64, &executed, qemu_plugin_tb_n_insns(block));
}

static void on_exit_of_program(uint64_t id, void *data) {
    FILE *file = fopen(result, "w");
    if (!file || fprintf(file, "%" PRIu64 "\n", executed) < 0 || fclose(file) != 0) perror(result);
}

EXPORTED int qemu_plugin_install(uint64_t id, const void *info, int count, char **arguments) {
    if (count != 1 || strncmp(arguments[0], "out=", 4) != 0) return 1;
    result = strdup(arguments[0] + 4);
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
    qemu_plugin_register_atexit_cb(id, on_exit_of_program, NULL);
    return 0;
}
