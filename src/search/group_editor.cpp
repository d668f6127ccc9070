#include "group_editor.hpp"

#include <algorithm>
#include <utility>

namespace mltrack::search {
namespace {

constexpr int deepest = 100;
constexpr std::size_t most_children = 10000;

void cover_children(Node& group) {
  const char* begin = group.children.front()->text.data();
  const std::string_view last = group.children.back()->text;
  group.text = {begin, static_cast<std::size_t>(last.data() + last.size() - begin)};
}

bool is_delimited(Group group) {
  return group == Group::parenthesis || group == Group::square_brackets ||
         group == Group::case_block || group == Group::if_block || group == Group::for_block ||
         group == Group::begin_block;
}

/// The brackets of a bracketed group take part in nothing else.
bool is_delimiter(const Node& parent, const Node* node) {
  return node != nullptr && is_delimited(parent.group) &&
         (node == parent.children.front() || node == parent.children.back());
}

bool is_member(const Node& node) {
  return node.group == Group::square_brackets || node.group == Group::function ||
         node.type == TokenType::name || node.type == TokenType::string_symbol ||
         node.type == TokenType::wildcard || node.type == TokenType::string_single;
}

bool is_semicolon(const Node& node) {
  return node.is_punctuation(";");
}

struct Range {
  std::size_t first;
  std::size_t last;
};

Range reach_of(const Node& parent, const InfixRule& rule, std::size_t before, std::size_t middle,
               Index after) {
  switch (rule.reach) {
    case Reach::next:
      return {middle, after.value_or(middle)};
    case Reach::previous:
      return {before, middle};
    case Reach::member: {
      const bool takes_next = after && is_member(*parent.children[*after]);
      return {before, takes_next ? *after : middle};
    }
    case Reach::to_semicolon: {
      const std::size_t next = after.value_or(middle);
      const Index end = find_child(parent, next + 1, is_semicolon);
      return {before, end.value_or(next)};
    }
    case Reach::both_sides:
      break;
  }
  return {before, after.value_or(middle)};
}

}  // namespace

Index next_child(const Node& parent, std::size_t from) {
  return find_child(parent, from + 1, [](const Node& node) { return !node.is_whitespace(); });
}

Index previous_child(const Node& parent, std::size_t from) {
  while (from-- > 0) {
    if (!parent.children[from]->is_whitespace()) {
      return from;
    }
  }
  return std::nullopt;
}

void GroupEditor::absorb(Node& parent, std::size_t first, std::size_t last) {
  Node& group = *parent.children[first];
  const auto begin = parent.children.begin() + static_cast<std::ptrdiff_t>(first) + 1;
  const auto end = parent.children.begin() + static_cast<std::ptrdiff_t>(last) + 1;
  group.children.insert(group.children.end(), begin, end);
  parent.children.erase(begin, end);
  cover_children(group);
}

Node& GroupEditor::fold(Node& parent, Group group, std::size_t first, std::size_t last,
                        Extend extend) {
  if (extend == Extend::yes && parent.children[first]->group == group) {
    absorb(parent, first, last);
    return *parent.children[first];
  }
  Node& node = pool_->add_group(group);
  const auto begin = parent.children.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = parent.children.begin() + static_cast<std::ptrdiff_t>(last) + 1;
  node.children.assign(begin, end);
  cover_children(node);
  *begin = &node;
  parent.children.erase(begin + 1, end);
  return node;
}

bool GroupEditor::within_limits(const Node& parent, int depth) {
  refused_ = refused_ || depth > deepest || parent.children.size() > most_children;
  return !refused_;
}

void GroupEditor::fold_pairs(Node& parent, Group group, bool (*opens)(const Node&),
                             bool (*closes)(const Node&), int depth) {
  if (!within_limits(parent, depth)) {
    return;
  }
  std::vector<Node*> folded;
  std::vector<std::size_t> open;
  for (Node* child : parent.children) {
    if (child->is_group() && child->group != group) {
      fold_pairs(*child, group, opens, closes, depth + 1);
    }
    folded.push_back(child);
    if (opens(*child)) {
      open.push_back(folded.size() - 1);
    } else if (closes(*child) && !open.empty()) {
      Node& node = pool_->add_group(group);
      const auto begin = folded.begin() + static_cast<std::ptrdiff_t>(open.back());
      open.pop_back();
      node.children.assign(begin, folded.end());
      cover_children(node);
      folded.erase(begin, folded.end());
      folded.push_back(&node);
    }
  }
  parent.children = std::move(folded);
}

void GroupEditor::fold_infix(Node& parent, const InfixRule& rule, int depth) {
  if (!within_limits(parent, depth)) {
    return;
  }
  // sqlparse walks over a copy of the children while it folds the children themselves, and looks
  // at swallowed ones too: behind `a = b`, `b` is still what precedes the next token.
  const std::vector<Node*> children = parent.children;
  std::size_t removed = 0;
  std::size_t previous_at = 0;
  const Node* previous = nullptr;
  for (std::size_t i = 0; i < children.size(); ++i) {
    Node& child = *children[i];
    if (i < removed || child.is_whitespace()) {
      continue;
    }
    const std::size_t at = i - removed;
    if (rule.recurse && child.is_group() && child.group != rule.result) {
      fold_infix(child, rule, depth + 1);
      if (refused_) {
        return;
      }
    }
    if (rule.is_middle(child) && previous != nullptr && rule.fits_before(*previous)) {
      const Index after = next_child(parent, at);
      const Node* next = after ? parent.children[*after] : nullptr;
      if (rule.fits_after(next) && !is_delimiter(parent, previous) && !is_delimiter(parent, next)) {
        const Range range = reach_of(parent, rule, previous_at, at, after);
        if (rule.result == Group::operation) {
          parent.children[at]->type = TokenType::operation;
        }
        previous = &fold(parent, rule.result, range.first, range.last, rule.extend);
        previous_at = range.first;
        removed += range.last - range.first;
        continue;
      }
    }
    previous_at = at;
    previous = &child;
  }
}

}  // namespace mltrack::search
