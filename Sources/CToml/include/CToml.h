/* One TOML 1.0 text as a flat list of values, each with its place. A plain C interface around toml++.
 *
 * Whatever the octets are, ctoml_parse() returns: a text that is not TOML is an answer, and so is one that needs more
 * than the limits below allow, or that makes the library contradict itself. No C++ type and no exception gets out. */
#ifndef CTOML_H
#define CTOML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a text may have at most. */
enum {
    ctoml_largest_text = 1 << 20,   /* octets */
    ctoml_most_values = 20000,      /* signs that may begin a value: = , [ { */
    ctoml_deepest_nesting = 16,     /* arrays and inline tables in one another */
    ctoml_most_key_parts = 16,      /* a.b.c has three */
    ctoml_longest_word = 100        /* octets in a row outside of quotes and comments, without a space */
};

typedef enum {
    ctoml_table,
    ctoml_array,
    ctoml_text,     /* a string */
    ctoml_integer,
    ctoml_float,
    ctoml_boolean,
    ctoml_moment    /* a date, a time, or both */
} ctoml_kind;

/* Where something is: line and column, both from 1; the column counts code points. 0 = nowhere. */
typedef struct {
    uint32_t line;
    uint32_t column;
} ctoml_place;

/* Octets of ctoml_document.text; not ended by a zero, and zeros may be among them. */
typedef struct {
    uint32_t begin;
    uint32_t count;
} ctoml_span;

/* One value. The values in a table or an array follow it directly, each with all that is in it. */
typedef struct {
    ctoml_kind kind;
    ctoml_place place;
    ctoml_place key_place;  /* nowhere for an element of an array and for the whole text */
    ctoml_span key;
    ctoml_span text;        /* of a string its content, of a number, a boolean or a moment what the source says */
    int64_t integer;        /* of an integer its value, of a boolean 0 or 1 */
    uint32_t end;           /* the position after the last value in this one */
} ctoml_value;

/* What became of a text: values, of which the first is the table of the whole text, or a fault. */
typedef struct {
    const ctoml_value *values;
    size_t count;
    const char *text;
    size_t text_count;

    const char *fault;      /* NULL, or why there are no values: one sentence in UTF-8 */
    ctoml_place fault_place;
} ctoml_document;

/* Reads a text. The answer is freed with ctoml_free(); NULL only where not even an answer could be allocated. */
ctoml_document *ctoml_parse(const char *source, size_t count);

void ctoml_free(ctoml_document *document);

#ifdef __cplusplus
}
#endif

#endif
