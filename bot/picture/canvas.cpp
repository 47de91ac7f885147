#include "bot/picture/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace holdfast::picture {

namespace {

constexpr double pixels_per_point = 2;
// More than any line of a picture can show; keeps hostile texts from costing time.
constexpr std::size_t most_bytes_of_a_line = 400;

struct FreeText {
    void operator()(char* text) const { g_free(text); }
};

std::string one_valid_line(std::string_view words) {
    const auto shown = words.substr(0, most_bytes_of_a_line);
    const std::unique_ptr<char, FreeText> valid{g_utf8_make_valid(shown.data(), static_cast<gssize>(shown.size()))};
    std::string line{valid.get()};
    std::ranges::replace_if(line, [](unsigned char c) { return c < ' ' || c == 0x7f; }, ' ');
    return line;
}

cairo_status_t append(void* target, const unsigned char* bytes, unsigned int size) {
    static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

int pixels(double points) {
    return static_cast<int>(std::lround(points * pixels_per_point));
}

} // namespace

Canvas::Canvas(double width, double height)
    : surface_{cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(width), pixels(height))},
      context_{cairo_create(surface_.get())}, layout_{pango_cairo_create_layout(context_.get())} {
    if (cairo_status(context_.get()) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error{cairo_status_to_string(cairo_status(context_.get()))};
    cairo_scale(context_.get(), pixels_per_point, pixels_per_point);
    cairo_set_line_join(context_.get(), CAIRO_LINE_JOIN_ROUND);

    // Neither the machine's screen nor its settings decide how letters look.
    cairo_font_options_t* const options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    PangoContext* const text = pango_layout_get_context(layout_.get());
    pango_cairo_context_set_font_options(text, options);
    pango_cairo_context_set_resolution(text, 72);
    cairo_font_options_destroy(options);
    pango_layout_set_single_paragraph_mode(layout_.get(), TRUE);
    pango_layout_set_ellipsize(layout_.get(), PANGO_ELLIPSIZE_END);

    box({0, 0, width, height}, {.fill = colour::paper});
}

void Canvas::stroke(const Stroke& stroke) {
    cairo_t* const context = context_.get();
    constexpr double dash[] = {5, 4};
    cairo_set_dash(context, dash, stroke.dashed ? 2 : 0, 0);
    cairo_set_line_width(context, stroke.width);
    cairo_set_source_rgb(context, stroke.colour.red, stroke.colour.green, stroke.colour.blue);
    cairo_stroke(context);
}

void Canvas::paint(const Paint& paint) {
    cairo_t* const context = context_.get();
    if (paint.fill) {
        cairo_set_source_rgb(context, paint.fill->red, paint.fill->green, paint.fill->blue);
        cairo_fill_preserve(context);
    }
    if (paint.outline) stroke(*paint.outline);
    cairo_new_path(context);
}

void Canvas::line(Point from, Point to, const Stroke& with) {
    const Point both[] = {from, to};
    path(both, with);
}

void Canvas::path(std::span<const Point> points, const Stroke& with) {
    cairo_new_path(context_.get());
    for (const auto& point : points) cairo_line_to(context_.get(), point.x, point.y);
    stroke(with);
}

void Canvas::box(const Box& area, const Paint& with) {
    cairo_new_path(context_.get());
    cairo_rectangle(context_.get(), area.x, area.y, area.width, area.height);
    paint(with);
}

void Canvas::circle(Point centre, double radius, const Paint& with) {
    cairo_new_path(context_.get());
    cairo_arc(context_.get(), centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
    paint(with);
}

void Canvas::polygon(std::span<const Point> corners, const Paint& with) {
    cairo_new_path(context_.get());
    for (const auto& corner : corners) cairo_line_to(context_.get(), corner.x, corner.y);
    cairo_close_path(context_.get());
    paint(with);
}

void Canvas::set_text(std::string_view words, const TextStyle& style, double widest) {
    PangoFontDescription* const font = pango_font_description_from_string("DejaVu Sans");
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    if (style.weight == Weight::bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout_.get(), font);
    pango_font_description_free(font);
    pango_layout_set_width(layout_.get(), static_cast<int>(std::max(widest, 1.0) * PANGO_SCALE));
    const auto line = one_valid_line(words);
    pango_layout_set_text(layout_.get(), line.data(), static_cast<int>(line.size()));
}

double Canvas::text_width(std::string_view words, const TextStyle& style, double widest) {
    set_text(words, style, widest);
    PangoRectangle logical;
    pango_layout_get_extents(layout_.get(), nullptr, &logical);
    return std::min(static_cast<double>(logical.width) / PANGO_SCALE, widest);
}

Box Canvas::text(Point anchor, std::string_view words, const TextStyle& style, Align align, double widest) {
    const double width = text_width(words, style, widest);
    Box area{anchor.x, anchor.y, width, line_height(style)};
    if (align == Align::centre) area.x -= width / 2;
    if (align == Align::right) area.x -= width;

    // Letters of right-to-left scripts stand at the far end of the layout's width: it must be no wider than they are.
    pango_layout_set_width(layout_.get(), static_cast<int>(std::ceil(width + 1)) * PANGO_SCALE);
    cairo_t* const context = context_.get();
    cairo_save(context);
    // Stacked accents may be higher than any line.
    cairo_rectangle(context, area.x - 1, area.y - 1, area.width + 3, area.height + 2);
    cairo_clip(context);
    cairo_set_source_rgb(context, style.colour.red, style.colour.green, style.colour.blue);
    const double baseline = area.y + style.size * 1.05;
    cairo_move_to(context, area.x,
                  baseline - static_cast<double>(pango_layout_get_baseline(layout_.get())) / PANGO_SCALE);
    pango_cairo_show_layout(context, layout_.get());
    cairo_restore(context);
    return area;
}

std::string Canvas::png() const {
    std::string bytes;
    const auto status = cairo_surface_write_to_png_stream(surface_.get(), append, &bytes);
    if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error{cairo_status_to_string(status)};
    return bytes;
}

} // namespace holdfast::picture
