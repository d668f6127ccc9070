#pragma once
// A thing registers itself by a static object in its own file: added by adding a file. Registries
// are filled before main and only read afterwards.

#include <string_view>

namespace mltrack {

/// A list of all `T` objects with static storage, linked through the objects themselves, so that
/// registering allocates nothing and costs a few nanoseconds of start-up. `T` has a member
/// `const T* next` and a constructor that calls `Registry<T>::add(*this)`.
template <class T>
class Registry {
 public:
  static const T* add(const T& item) {
    const T* next = head_;
    head_ = &item;
    return next;
  }
  static const T* first() { return head_; }
  static const T* find(std::string_view name) {
    for (const T* item = head_; item != nullptr; item = item->next) {
      if (item->name == name) {
        return item;
      }
    }
    return nullptr;
  }

 private:
  static inline constinit const T* head_ = nullptr;
};

}  // namespace mltrack
