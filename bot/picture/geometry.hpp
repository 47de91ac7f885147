#pragma once

#include <cstdint>

namespace holdfast::picture {

/// In points of the drawing, from its upper left corner.
struct Point {
    double x = 0;
    double y = 0;
};

struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] Point centre() const { return {x + width / 2, y + height / 2}; }
    [[nodiscard]] bool overlaps(const Box& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
};

struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;

    /// @param hex as `0xRRGGBB`
    explicit constexpr Colour(std::uint32_t hex)
        : red{static_cast<double>(hex >> 16 & 0xff) / 255}, green{static_cast<double>(hex >> 8 & 0xff) / 255},
          blue{static_cast<double>(hex & 0xff) / 255} {}
};

/// Colours that people with any kind of colour vision tell apart; each also stands beside a shape or a word (rule 7).
namespace colour {
inline constexpr Colour paper{0xffffff};
inline constexpr Colour ink{0x1d2b36};
inline constexpr Colour quiet_ink{0x566572};
inline constexpr Colour faint{0xdde3e8};
inline constexpr Colour line{0x2f6f9f};
inline constexpr Colour good{0x009e73};
inline constexpr Colour fair{0xe69f00};
inline constexpr Colour bad{0xd55e00};
inline constexpr Colour unknown{0x9aa5ae};
inline constexpr Colour good_tint{0xe9f6f1};
inline constexpr Colour fair_tint{0xfdf5e3};
inline constexpr Colour bad_tint{0xfbeadf};
inline constexpr Colour worse_tint{0xf6d9c8};
inline constexpr Colour unknown_tint{0xf1f3f5};
} // namespace colour

} // namespace holdfast::picture
