#include "svg_figure.hpp"

#include "counted.hpp"
#include "page/markup.hpp"
#include "palette.hpp"
#include "render/rows.hpp"

#include "mltrack/base/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mltrack::cli {
namespace {

constexpr double font_size = 12;
constexpr double column_width = 7;  // of a letter in that size, rather too wide than too narrow
constexpr double line_height = 17;
constexpr double margin = 10;
constexpr double sample_width = 24;
constexpr double narrowest_plot = 240;
constexpr double height_a_tick = 48;
constexpr double width_a_tick = 80;
constexpr std::size_t widest_label = 32;

double text_width(std::string_view text) {
  return static_cast<double>(display_width(text)) * column_width;
}

/// A place to a tenth of a pixel.
std::string place_text(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) {
    text.resize(text.size() - 2);
  }
  return text == "-0" ? "0" : text;
}

/// `text` without markup, cut to what has room; the whole stands in a tooltip then.
std::string label_text(const std::string& text) {
  const std::string shown = fit_width(escape_controls(text), widest_label);
  return markup_text(shown) +
         (shown == escape_controls(text) ? "" : "<title>" + markup_text(text) + "</title>");
}

class SvgFigure {
 public:
  SvgFigure(const Figure& figure, const SvgFigureOptions& options)
      : figure_(figure), options_(options) {
    const bool titled = options.place == SvgPlace::file;  // a page has a heading above the figure
    const double top = margin + (titled ? line_height + margin / 2 : 0);
    const double below = 2 * line_height + margin;
    bottom_ = std::max(options.height - below, top + line_height);
    top_ = top;
    const auto most = static_cast<std::size_t>((bottom_ - top_) / height_a_tick);
    y_ticks_ = figure.y.ticks(std::max<std::size_t>(most, 2));
    double gutter = 0;
    for (const Tick& tick : y_ticks_) {
      gutter = std::max(gutter, text_width(tick.label));
    }
    for (const FigureSeries& series : figure.series) {
      const auto shown = fit_width(escape_controls(series.label), widest_label);
      label_width_ = std::max(label_width_, text_width(shown));
    }
    left_ = margin + gutter + margin;
    const double wanted = margin + sample_width + margin / 2 + label_width_;
    const double room = options.width - margin - left_;
    const double label_rows = (bottom_ - top_) / line_height;
    labels_beside_ =
        room >= narrowest_plot + wanted && static_cast<double>(figure.series.size()) <= label_rows;
    right_ = options.width - margin - (labels_beside_ ? wanted : 0);
    const std::size_t columns = legend_columns();
    const std::size_t rows = (figure.series.size() + columns - 1) / columns;
    height_ = bottom_ + below + (labels_beside_ ? 0 : line_height * static_cast<double>(rows));
  }

  std::string text() {
    const bool file = options_.place == SvgPlace::file;
    out_ = file ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : "";
    out_ += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"curves\" role=\"img\" "
        "width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" font-family=\"system-ui, "
        "'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif\" font-size=\"{2}\">\n",
        place_text(options_.width), place_text(height_), font_size);
    line("<title>" + markup_text(figure_.title) + "</title>");
    line("<desc>" + markup_text(figure_description(figure_)) + "</desc>");
    if (file) {
      line("<style>" + figure_styles() + "</style>");
    }
    line(fmt::format("<rect class=\"ground\" width=\"100%\" height=\"100%\" fill=\"{}\"/>",
                     light_ground));
    if (file) {
      add_title();
    }
    add_axes();
    // The first curve is drawn last and so lies on top.
    for (auto series = figure_.series.rbegin(); series != figure_.series.rend(); ++series) {
      add_curve(*series);
    }
    labels_beside_ ? add_labels() : add_legend();
    return out_ + "</svg>\n";
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }

  [[nodiscard]] double x_of(double value) const {
    return left_ + figure_.x.place(value) * (right_ - left_);
  }
  [[nodiscard]] double y_of(double value) const {
    return bottom_ - figure_.y.place(value) * (bottom_ - top_);
  }

  void add_title() {
    const auto room = static_cast<std::size_t>((options_.width - margin - left_) / column_width);
    line(
        fmt::format("<text class=\"ink\" x=\"{}\" y=\"{}\" fill=\"#1c1e21\" "
                    "font-weight=\"600\">{}</text>",
                    place_text(left_), place_text(margin + font_size),
                    markup_text(fit_width(escape_controls(figure_.title), room))));
  }

  void add_axes() {
    std::string grid;
    std::string numbers;
    for (const Tick& tick : y_ticks_) {
      const double y = y_of(tick.value);
      grid += fmt::format("M{} {}H{}", place_text(left_), place_text(y), place_text(right_));
      numbers += number(left_ - margin / 2, y + font_size / 3, "end", tick.label);
    }
    double taken = 0;  // by the numbers so far: one that would touch the one before is left out
    const auto most = static_cast<std::size_t>((right_ - left_) / width_a_tick);
    for (const Tick& tick : figure_.x.ticks(std::max<std::size_t>(most, 2))) {
      const double x = x_of(tick.value);
      const double half = text_width(tick.label) / 2;
      const double centre = std::clamp(x, half, options_.width - half);
      grid += fmt::format("M{} {}V{}", place_text(x), place_text(bottom_),
                          place_text(bottom_ + margin / 2));
      if (centre - half >= taken) {
        numbers += number(centre, bottom_ + line_height + 1, "middle", tick.label);
        taken = centre + half + column_width;
      }
    }
    numbers += number((left_ + right_) / 2, bottom_ + 2 * line_height, "middle", figure_.x_title);
    line(fmt::format("<path class=\"grid\" fill=\"none\" stroke=\"#d9dce1\" d=\"{}\"/>", grid));
    line(fmt::format(
        "<path class=\"axis\" fill=\"none\" stroke=\"#8b9099\" d=\"M{0} {1}V{2}H{3}\"/>",
        place_text(left_), place_text(top_), place_text(bottom_), place_text(right_)));
    line("<g class=\"faint\" fill=\"#5d636b\">\n" + numbers + "</g>");
  }

  static std::string number(double x, double y, std::string_view anchor, std::string_view text) {
    return fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", place_text(x),
                       place_text(y), anchor, markup_text(text));
  }

  [[nodiscard]] std::string path_of(const std::vector<CurvePoint>& points) const {
    std::string path;
    bool down = false;   // the pen
    bool alone = false;  // a point without a line so far
    for (const CurvePoint& point : points) {
      const double x = x_of(point.x);
      const double y = y_of(point.y);
      if (!std::isfinite(x) || !std::isfinite(y)) {
        path += alone ? "h0" : "";
        down = alone = false;
        continue;
      }
      path += fmt::format("{}{} {}", down ? "L" : "M", place_text(x), place_text(y));
      alone = !down;
      down = true;
    }
    return path + (alone ? "h0" : "");  // a line of no length has round ends: a dot
  }

  void add_curve(const FigureSeries& series) {
    line(fmt::format("<g {} fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\">",
                     curve_look(series.style)));
    line("<title>" + markup_text(series.label) + "</title>");
    if (!series.unsmoothed.empty()) {
      line(fmt::format(
          "<path stroke-width=\"1\" stroke-dasharray=\"none\" opacity=\"0.35\" d=\"{}\"/>",
          path_of(series.unsmoothed)));
    }
    line(fmt::format("<path stroke-width=\"2\" d=\"{}\"/>", path_of(series.points)));
    line("</g>");
  }

  void add_label(const FigureSeries& series, double x, double y) {
    line(fmt::format(
        "<path {} fill=\"none\" stroke-width=\"2\" stroke-linecap=\"round\" "
        "d=\"M{} {}h{}\"/>",
        curve_look(series.style), place_text(x), place_text(y), place_text(sample_width)));
    line(fmt::format("<text class=\"ink\" x=\"{}\" y=\"{}\" fill=\"#1c1e21\">{}</text>",
                     place_text(x + sample_width + margin / 2), place_text(y + font_size / 3),
                     label_text(series.label)));
  }

  void add_labels() {
    std::vector<double> wanted;
    for (const FigureSeries& series : figure_.series) {
      const double y = y_of(last_drawn(series).y);
      wanted.push_back(std::isfinite(y) ? y : bottom_);
    }
    const auto places = spread(wanted, line_height, top_, bottom_);
    for (std::size_t i = 0; i < places.size(); ++i) {
      add_label(figure_.series[i], right_ + margin, places[i]);
    }
  }

  [[nodiscard]] std::size_t legend_columns() const {
    const double width = sample_width + label_width_ + 2 * margin;
    return std::max<std::size_t>(
        static_cast<std::size_t>((options_.width - left_ - margin) / width), 1);
  }

  void add_legend() {
    const std::size_t columns = legend_columns();
    const double width = (options_.width - left_ - margin) / static_cast<double>(columns);
    for (std::size_t i = 0; i < figure_.series.size(); ++i) {
      const std::size_t row = i / columns;
      const double y = bottom_ + 3 * line_height + line_height * static_cast<double>(row);
      add_label(figure_.series[i], left_ + width * static_cast<double>(i % columns), y);
    }
  }

  const Figure& figure_;
  const SvgFigureOptions& options_;
  std::vector<Tick> y_ticks_;
  std::string out_;
  double left_ = 0;
  double right_ = 0;
  double top_ = 0;
  double bottom_ = 0;
  double height_ = 0;
  double label_width_ = 0;
  bool labels_beside_ = false;
};

}  // namespace

std::string svg_figure(const Figure& figure, const SvgFigureOptions& options) {
  return SvgFigure(figure, options).text();
}

std::string figure_styles() {
  std::string rules = fmt::format(
      "@media screen and (prefers-color-scheme:dark){{"
      ".curves .ground{{fill:{}}}.curves .ink{{fill:#e8eaed}}.curves .faint{{fill:#a3a9b3}}"
      ".curves .grid{{stroke:#363b44}}.curves .axis{{stroke:#7d848f}}",
      dark_ground);
  for (std::size_t i = 0; i < curve_colors.size(); ++i) {
    rules += fmt::format(".curves .c{}{{stroke:{}}}", i, curve_colors[i].on_dark);
  }
  return rules + "}";
}

std::string svg_sample(std::size_t style) {
  return fmt::format(
      "<svg class=\"curves sample\" width=\"28\" height=\"10\" viewBox=\"0 0 28 10\" "
      "aria-hidden=\"true\"><path {} fill=\"none\" stroke-width=\"2\" stroke-linecap=\"round\" "
      "d=\"M2 5h24\"/></svg>",
      curve_look(style));
}

std::string figure_description(const Figure& figure) {
  const auto [least_x, most_x] = std::pair{axis_value_text(figure.x.kind(), figure.x.low()),
                                           axis_value_text(figure.x.kind(), figure.x.high())};
  std::string text =
      fmt::format("{}. Horizontal axis: {}, {} to {}.", counted(figure.series.size(), "curve"),
                  figure.x_title, least_x, most_x);
  for (const FigureSeries& series : figure.series) {
    const SeriesSummary summary = summarize(series);
    text += summary.any ? fmt::format(" {}: ends at {}, lowest {}, highest {}.", series.label,
                                      short_number(summary.last.y), short_number(summary.lowest),
                                      short_number(summary.highest))
                        : fmt::format(" {}: nothing to draw.", series.label);
  }
  return text;
}

}  // namespace mltrack::cli
