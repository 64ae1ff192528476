// A target for libFuzzer: whatever the octets, CToml answers, and its answer holds together. See `make fuzz-toml`.
#include "CToml.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

static void demand(bool holds) {
    if (!holds) abort();
}

static bool is_inside(ctoml_span span, const ctoml_document *document) {
    return size_t(span.begin) + span.count <= document->text_count;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t count) {
    ctoml_document *document = ctoml_parse(reinterpret_cast<const char *>(octets), count);
    demand(document != nullptr);
    if (document->fault != nullptr) {
        demand(document->count == 0 && strlen(document->fault) > 0);
    } else {
        demand(document->count > 0 && document->values[0].end == document->count);
    }
    for (size_t index = 0; index < document->count; index++) {
        const ctoml_value &value = document->values[index];
        demand(value.end > index && value.end <= document->count);
        demand(value.place.line > 0 && value.place.column > 0);
        demand(is_inside(value.key, document) && is_inside(value.text, document));
        // A number, a boolean or a moment says something.
        demand(value.kind < ctoml_integer || value.text.count > 0);
    }
    ctoml_free(document);
    return 0;
}
