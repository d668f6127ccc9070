#pragma once
// MLflow: PagedList. Every listing returns one, so that nothing returns "all" by accident.

#include <string>
#include <vector>

namespace mltrack {

template <class T>
struct Page {
  std::vector<T> items;
  std::string next_page_token;  // "" on the last page
};

}  // namespace mltrack
