// From lines and columns back to octets.
#pragma once

#include "CToml.h"

#include <string_view>
#include <vector>

namespace {

// Where each line begins, and, where a text is not all ASCII, where each code point does.
class Places {
  public:
    explicit Places(std::string_view source) : count(source.size()) {
        const size_t begin = source.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
        bool is_ascii = begin == 0;
        for (const char octet : source) is_ascii = is_ascii && (static_cast<unsigned char>(octet) & 0x80) == 0;
        lines.push_back(is_ascii ? begin : 0);
        size_t points = 0;
        for (size_t position = begin; position < source.size(); position++) {
            const unsigned char octet = static_cast<unsigned char>(source[position]);
            if ((octet & 0xC0) != 0x80) {
                if (!is_ascii) offsets.push_back(static_cast<uint32_t>(position));
                points++;
            }
            if (octet == '\n') lines.push_back(static_cast<uint32_t>(is_ascii ? position + 1 : points));
        }
    }

    // The octet at a place; the end of the text for a place beyond it.
    size_t offset(ctoml_place place) const {
        if (place.line == 0 || place.line > lines.size() || place.column == 0) return count;
        const size_t point = static_cast<size_t>(lines[place.line - 1]) + place.column - 1;
        if (!offsets.empty()) return point < offsets.size() ? offsets[point] : count;
        return point < count ? point : count;
    }

  private:
    size_t count;
    std::vector<uint32_t> lines;
    std::vector<uint32_t> offsets;
};

}  // namespace
