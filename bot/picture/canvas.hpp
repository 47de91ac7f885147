#pragma once

#include "bot/picture/geometry.hpp"

#include <cairo.h>
#include <memory>
#include <optional>
#include <pango/pangocairo.h>
#include <span>
#include <string>
#include <string_view>

namespace holdfast::picture {

enum class Weight { normal, bold };
enum class Align { left, centre, right };

struct TextStyle {
    double size = 13; ///< height of a line is about a third more
    Weight weight = Weight::normal;
    Colour colour = colour::ink;
};

struct Stroke {
    Colour colour = colour::ink;
    double width = 1;
    bool dashed = false;
};

/// How an area is painted; either part may be missing.
struct Paint {
    std::optional<Colour> fill;
    std::optional<Stroke> outline;
};

/// A drawing that becomes a PNG. Two pixels to the point, so that it is crisp on fine screens and readable when shown
/// at 800 pixels. The same calls give the same picture, as long as the fonts are the same. Belongs to one thread.
class Canvas {
public:
    Canvas(double width, double height);

    void line(Point from, Point to, const Stroke& stroke);
    void path(std::span<const Point> points, const Stroke& stroke);
    void box(const Box& area, const Paint& paint);
    void circle(Point centre, double radius, const Paint& paint);
    void polygon(std::span<const Point> corners, const Paint& paint);

    /// One line of text, whatever it holds: line breaks become spaces, broken UTF-8 is replaced, what is wider than
    /// `widest` ends in an ellipsis.
    /// @param anchor left end, middle or right end of the line's upper edge
    /// @return the area taken
    Box text(Point anchor, std::string_view words, const TextStyle& style, Align align = Align::left,
             double widest = 700);
    /// How wide that line would be.
    [[nodiscard]] double text_width(std::string_view words, const TextStyle& style, double widest = 700);
    [[nodiscard]] static double line_height(const TextStyle& style) { return style.size * 1.35; }

    [[nodiscard]] std::string png() const;

private:
    void set_text(std::string_view words, const TextStyle& style, double widest);
    void paint(const Paint& paint);
    void stroke(const Stroke& stroke);

    struct Release {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
        void operator()(cairo_t* context) const { cairo_destroy(context); }
        void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    };
    std::unique_ptr<cairo_surface_t, Release> surface_;
    std::unique_ptr<cairo_t, Release> context_;
    std::unique_ptr<PangoLayout, Release> layout_;
};

} // namespace holdfast::picture
