// A look at a text before toml++ gets it: what would make the library recurse, compare or remember without end.
//
// It knows strings and comments and nothing else of TOML. That is exact as far as a text is TOML, and toml++ stops where
// it no longer is, so nothing behind the first fault matters.
#pragma once

#include "CToml.h"

#include <optional>
#include <string_view>

namespace {

struct Refusal {
    const char *sentence;
    ctoml_place place;
};

class Prescan {
  public:
    explicit Prescan(std::string_view source) : source(source) {}

    std::optional<Refusal> run() {
        if (source.substr(0, 3) == "\xEF\xBB\xBF") position = 3;
        while (position < source.size() && !refusal) {
            switch (source[position]) {
                case '"': text('"', true); break;
                case '\'': text('\'', false); break;
                case '#': comment(); break;
                default: bare(source[position]); break;
            }
        }
        return refusal;
    }

  private:
    std::string_view source;
    size_t position = 0;
    ctoml_place place{1, 1};
    size_t values = 0, parts = 0, word = 0;
    std::optional<Refusal> refusal;

    void step() {
        const unsigned char octet = static_cast<unsigned char>(source[position++]);
        if (octet == '\n') {
            place.line++;
            place.column = 1;
        } else if ((octet & 0xC0) != 0x80) {
            place.column++;
        }
    }

    void refuse(const char *sentence) { refusal = Refusal{sentence, place}; }

    void comment() {
        while (position < source.size() && source[position] != '\n') step();
    }

    void bare(char octet) {
        switch (octet) {
            case '=':
            case ',':
            case '[':
            case '{':
                if (++values > ctoml_most_values) return refuse("there are more than 20000 values");
                [[fallthrough]];
            case ']':
            case '}':
            case '\r':
            case '\n': parts = word = 0; break;
            case ' ':
            case '\t': word = 0; break;
            case '.':
                if (++parts >= ctoml_most_key_parts) return refuse("a key has more than 16 parts");
                [[fallthrough]];
            default:
                // toml++ 3.3.0 looks 127 characters ahead, and steps back further than it remembers.
                if (++word > ctoml_longest_word) return refuse("a word without quotes is longer than 100 characters");
        }
        step();
    }

    size_t quotes(char quote, size_t most) const {
        size_t count = 0;
        while (count < most && position + count < source.size() && source[position + count] == quote) count++;
        return count;
    }

    void steps(size_t count) {
        for (size_t done = 0; done < count; done++) step();
    }

    void text(char quote, bool escapes) {
        word = 0;
        const bool is_long = quotes(quote, 3) == 3;
        steps(is_long ? 3 : 1);
        while (position < source.size()) {
            const char octet = source[position];
            if (octet == quote) {
                // Two quotes may stand right before the three that end a long string.
                const size_t count = quotes(quote, is_long ? 5 : 1);
                steps(count);
                if (!is_long || count >= 3) return;
            } else if (octet == '\\' && escapes) {
                step();
                if (position < source.size()) step();
            } else if (octet == '\n' && !is_long) {
                return;
            } else {
                step();
            }
        }
    }
};

std::optional<Refusal> prescan(std::string_view source) { return Prescan(source).run(); }

}  // namespace
