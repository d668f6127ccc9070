#include "text_figure.hpp"

#include "mltrack/base/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mltrack::cli {
namespace {

constexpr std::size_t widest_label = 28;
constexpr std::size_t narrowest_plot = 32;
constexpr std::size_t rows_a_tick = 4;
constexpr std::size_t columns_a_tick = 12;

class TextFigure {
 public:
  TextFigure(const Figure& figure, const TextFigureOptions& options)
      : figure_(figure), options_(options) {
    for (const Tick& tick : figure.y.ticks(std::max<std::size_t>(options.rows / rows_a_tick, 2))) {
      const double place = (1 - figure.y.place(tick.value)) * static_cast<double>(options.rows - 1);
      const auto row = static_cast<std::size_t>(
          std::clamp(std::lround(place), 0L, static_cast<long>(options.rows) - 1));
      y_ticks_.push_back({row, tick.label});
      gutter_ = std::max(gutter_, display_width(tick.label));
    }
    for (const FigureSeries& series : figure.series) {
      labels_.push_back(fit_width(escape_controls(series.label), widest_label));
      label_width_ = std::max(label_width_, display_width(labels_.back()));
    }
    const std::size_t beside = gutter_ + 2;
    const std::size_t room = options.columns - std::min(options.columns, beside);
    const std::size_t wanted = stroke_sample_width + 2 + label_width_;
    labels_beside_ = figure.series.size() <= options.rows && room >= narrowest_plot + wanted;
    plot_columns_ = std::max<std::size_t>(room - (labels_beside_ ? wanted : 0), 8);
  }

  std::string text() {
    Canvas canvas(plot_columns_, options_.rows, options_.glyphs);
    // The first curve is drawn last and so lies on top.
    for (auto series = figure_.series.rbegin(); series != figure_.series.rend(); ++series) {
      std::vector<Canvas::Place> line;
      for (const CurvePoint& point : series->points) {
        line.push_back({figure_.x.place(point.x), figure_.y.place(point.y)});
      }
      canvas.draw(line, series->style);
    }
    std::string out = fit_width(escape_controls(figure_.title), options_.columns) + "\n";
    const std::vector<std::string> beside = labels_by_row();
    for (std::size_t row = 0; row < options_.rows; ++row) {
      std::string line = y_axis(row) + canvas.row(row, options_.color);
      if (!beside.empty() && !beside[row].empty()) {
        line += " " + beside[row];
      }
      line.erase(line.find_last_not_of(' ') + 1);
      out += line + "\n";
    }
    out += x_axis();
    if (!labels_beside_) {
      out += legend();
    }
    return out;
  }

 private:
  struct RowTick {
    std::size_t row;
    std::string label;
  };

  [[nodiscard]] bool ascii() const { return options_.glyphs == Glyphs::ascii; }

  [[nodiscard]] std::string y_axis(std::size_t row) const {
    const auto tick = std::find_if(y_ticks_.begin(), y_ticks_.end(),
                                   [&](const RowTick& one) { return one.row == row; });
    if (tick == y_ticks_.end()) {
      return std::string(gutter_ + 1, ' ') + (ascii() ? "|" : "│");
    }
    return pad_left(tick->label, gutter_) + " " + (ascii() ? "+" : "┤");
  }

  /// The line below the curves and the numbers of its ticks; a number that would touch the one
  /// before it is left out.
  [[nodiscard]] std::string x_axis() const {
    std::vector<bool> marked(plot_columns_);
    std::string numbers(gutter_ + 2, ' ');
    const std::size_t end = gutter_ + 2 + plot_columns_;
    for (const Tick& tick :
         figure_.x.ticks(std::max<std::size_t>(plot_columns_ / columns_a_tick, 2))) {
      const double place = figure_.x.place(tick.value) * static_cast<double>(plot_columns_ - 1);
      const auto column = static_cast<std::size_t>(
          std::clamp(std::lround(place), 0L, static_cast<long>(plot_columns_) - 1));
      const std::size_t width = tick.label.size();
      const std::size_t centre = gutter_ + 2 + column;
      std::size_t begin = centre - std::min(centre, width / 2);
      begin = std::min(begin, end - std::min(end, width));
      const std::size_t taken = numbers.find_last_not_of(' ');
      if (taken != std::string::npos && begin < taken + 3) {
        continue;
      }
      marked[column] = true;
      numbers.resize(std::max(numbers.size(), begin), ' ');
      numbers.replace(begin, std::string::npos, tick.label);
    }
    std::string line = std::string(gutter_ + 1, ' ') + (ascii() ? "+" : "└");
    for (const bool tick : marked) {
      line += ascii() ? (tick ? "+" : "-") : (tick ? "┬" : "─");
    }
    const std::size_t title_width = display_width(figure_.x_title);
    if (numbers.size() + 2 + title_width <= options_.columns) {
      return line + "\n" + numbers + "  " + figure_.x_title + "\n";
    }
    return line + "\n" + numbers + "\n" +
           pad_left(figure_.x_title, std::min(end, options_.columns)) + "\n";
  }

  [[nodiscard]] std::string entry(std::size_t series) const {
    return stroke_sample(figure_.series[series].style, options_.glyphs, options_.color) + " " +
           labels_[series];
  }

  [[nodiscard]] std::vector<std::string> labels_by_row() const {
    if (!labels_beside_) {
      return {};
    }
    std::vector<double> wanted;
    for (const FigureSeries& series : figure_.series) {
      const double place = figure_.y.place(last_drawn(series).y);
      wanted.push_back((std::isfinite(place) ? 1 - place : 1) *
                       static_cast<double>(options_.rows - 1));
    }
    const auto places = spread(wanted, 1, 0, static_cast<double>(options_.rows - 1));
    std::vector<std::string> rows(options_.rows);
    for (std::size_t i = 0; i < places.size(); ++i) {
      auto row = static_cast<std::size_t>(std::lround(places[i]));
      while (!rows[row].empty()) {  // two that round to the same row
        row = (row + 1) % rows.size();
      }
      rows[row] = entry(i);
    }
    return rows;
  }

  /// In columns, as many as there is room for.
  [[nodiscard]] std::string legend() const {
    const std::size_t width = stroke_sample_width + 1 + label_width_ + 2;
    const std::size_t columns =
        std::max<std::size_t>((options_.columns - std::min(options_.columns, gutter_)) / width, 1);
    std::string out;
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      const bool first = i % columns == 0;
      const bool last = i % columns == columns - 1 || i + 1 == labels_.size();
      out += (first ? std::string(gutter_ + 2, ' ') : "") + entry(i);
      out += last ? "\n" : std::string(label_width_ - display_width(labels_[i]) + 2, ' ');
    }
    return out;
  }

  const Figure& figure_;
  const TextFigureOptions& options_;
  std::vector<RowTick> y_ticks_;
  std::vector<std::string> labels_;
  std::size_t gutter_ = 1;
  std::size_t label_width_ = 0;
  std::size_t plot_columns_ = 0;
  bool labels_beside_ = false;
};

}  // namespace

std::string text_figure(const Figure& figure, const TextFigureOptions& options) {
  return TextFigure(figure, options).text();
}

}  // namespace mltrack::cli
