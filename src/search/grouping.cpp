#include "grouping.hpp"

#include "characters.hpp"
#include "group_editor.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace mltrack::search {
namespace {

bool is_group_of(const Node& node, std::initializer_list<Group> groups) {
  return std::find(groups.begin(), groups.end(), node.group) != groups.end();
}

bool is_keyword_of(const Node& node, std::initializer_list<std::string_view> words) {
  return node.type == TokenType::keyword &&
         std::find(words.begin(), words.end(), node.capitals) != words.end();
}

bool anything(const Node&) {
  return true;
}
bool maybe_nothing(const Node*) {
  return true;
}
bool something(const Node* node) {
  return node != nullptr;
}

bool is_simple_operand(const Node& node) {
  switch (node.type) {
    case TokenType::integer:
    case TokenType::floating:  // not hexadecimal
    case TokenType::string_single:
    case TokenType::string_symbol:
    case TokenType::name:
    case TokenType::placeholder:
      return true;
    default:
      return false;
  }
}

/// Runs `pass` on every node below first, then on the node itself. Nodes of the group `except`, and
/// what is in them, are left out.
template <class Pass>
void bottom_up(Node& node, Group except, const Pass& pass) {
  for (Node* child : node.children) {
    if (child->is_group() && child->group != except) {
      bottom_up(*child, except, pass);
    }
  }
  pass(node);
}

void group_comments(Node& statement, NodePool& pool) {
  GroupEditor editor(pool);
  std::vector<Node*> folded;
  const std::vector<Node*>& children = statement.children;
  const auto belongs = [](const Node* node) {
    return is_comment(node->type) || node->type == TokenType::newline;
  };
  for (std::size_t i = 0; i < children.size(); ++i) {
    folded.push_back(children[i]);
    if (!is_comment(children[i]->type)) {
      continue;
    }
    const auto begin = children.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = std::find_if_not(begin, children.end(), belongs);
    if (end == children.end()) {
      // MLflow: comments at the very end stay ungrouped.
      folded.insert(folded.end(), begin + 1, end);
      break;
    }
    Node all;
    all.children.assign(begin, end);
    folded.back() = &editor.fold(all, Group::comment, 0, all.children.size() - 1);
    i += static_cast<std::size_t>(end - begin) - 1;
  }
  statement.children = std::move(folded);
}

void group_pairs(Node& statement, GroupEditor& editor) {
  struct Pair {
    Group group;
    bool (*opens)(const Node&);
    bool (*closes)(const Node&);
  };
  constexpr std::array<Pair, 6> pairs{{
      {Group::square_brackets, [](const Node& n) { return n.is_punctuation("["); },
       [](const Node& n) { return n.is_punctuation("]"); }},
      {Group::parenthesis, [](const Node& n) { return n.is_punctuation("("); },
       [](const Node& n) { return n.is_punctuation(")"); }},
      {Group::case_block, [](const Node& n) { return n.is_keyword("CASE"); },
       [](const Node& n) { return n.is_keyword("END"); }},
      {Group::if_block, [](const Node& n) { return n.is_keyword("IF"); },
       [](const Node& n) { return n.is_keyword("END IF"); }},
      {Group::for_block, [](const Node& n) { return is_keyword_of(n, {"FOR", "FOREACH"}); },
       [](const Node& n) { return n.is_keyword("END LOOP"); }},
      {Group::begin_block, [](const Node& n) { return n.is_keyword("BEGIN"); },
       [](const Node& n) { return n.is_keyword("END"); }},
  }};
  for (const Pair& pair : pairs) {
    editor.fold_pairs(statement, pair.group, pair.opens, pair.closes);
  }
}

void group_over(Node& node, GroupEditor& editor) {
  const auto is_over = [](const Node& n) { return n.is_keyword("OVER"); };
  for (Index at = find_child(node, 0, is_over); at; at = find_child(node, *at + 1, is_over)) {
    const Index next = next_child(node, *at);
    if (next && (node.children[*next]->group == Group::parenthesis ||
                 is_name(node.children[*next]->type))) {
      editor.fold(node, Group::over, *at, *next);
    }
  }
}

void group_functions(Node& node, GroupEditor& editor) {
  const auto has = [&](std::string_view word) {
    return std::any_of(node.children.begin(), node.children.end(), [&](const Node* child) {
      return child->text.size() < 16 && python_upper(child->text) == word;
    });
  };
  if (has("CREATE") && has("TABLE") && !has("AS")) {
    return;
  }
  const auto is_any_name = [](const Node& n) { return is_name(n.type); };
  for (Index at = find_child(node, 0, is_any_name); at;
       at = find_child(node, *at + 1, is_any_name)) {
    const Index next = next_child(node, *at);
    if (next && node.children[*next]->group == Group::parenthesis) {
      const Index over = next_child(node, *next);
      const bool has_over = over && node.children[*over]->group == Group::over;
      editor.fold(node, Group::function, *at, has_over ? *over : *next);
    }
  }
}

void group_where(Node& node, GroupEditor& editor) {
  const auto is_where = [](const Node& n) { return n.is_keyword("WHERE"); };
  const auto ends_where = [](const Node& n) {
    return is_keyword_of(n, {"ORDER BY", "GROUP BY", "LIMIT", "UNION", "UNION ALL", "EXCEPT",
                             "INTERSECT", "HAVING", "RETURNING", "INTO"});
  };
  for (Index at = find_child(node, 0, is_where); at; at = find_child(node, *at + 1, is_where)) {
    const bool bracketed = node.group == Group::parenthesis || node.group == Group::square_brackets;
    const std::size_t limit = node.children.size() - (bracketed ? 1 : 0);
    const std::size_t end = find_child(node, *at + 1, ends_where).value_or(limit);
    editor.fold(node, Group::where, *at, end - 1);
  }
}

void group_identifiers(Node& node, GroupEditor& editor) {
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const TokenType type = node.children[i]->type;
    if (type == TokenType::string_symbol || type == TokenType::name) {
      editor.fold(node, Group::identifier, i, i);
    }
  }
}

void group_order(Node& node, GroupEditor& editor) {
  const auto is_order = [](const Node& n) { return n.type == TokenType::keyword_order; };
  for (Index at = find_child(node, 0, is_order); at; at = find_child(node, *at + 1, is_order)) {
    const Index before = previous_child(node, *at);
    if (before && (node.children[*before]->group == Group::identifier ||
                   is_number(node.children[*before]->type))) {
      editor.fold(node, Group::identifier, *before, *at);
      at = before;
    }
  }
}

void group_aliased(Node& node, GroupEditor& editor) {
  const auto may_have_alias = [](const Node& n) {
    return is_number(n.type) ||
           is_group_of(n, {Group::parenthesis, Group::function, Group::case_block,
                           Group::identifier, Group::operation, Group::comparison});
  };
  for (Index at = find_child(node, 0, may_have_alias); at;
       at = find_child(node, *at + 1, may_have_alias)) {
    const Index next = next_child(node, *at);
    if (next && node.children[*next]->group == Group::identifier) {
      editor.fold(node, Group::identifier, *at, *next, Extend::yes);
    }
  }
}

void align_comments(Node& node, GroupEditor& editor) {
  const auto is_comment_group = [](const Node& n) { return n.group == Group::comment; };
  for (Index at = find_child(node, 0, is_comment_group); at;
       at = find_child(node, *at + 1, is_comment_group)) {
    const Index before = previous_child(node, *at);
    if (before && node.children[*before]->is_group()) {
      editor.absorb(node, *before, *at);
      at = before;
    }
  }
}

void group_values(Node& node, GroupEditor& editor) {
  const Index start = find_child(node, 0, [](const Node& n) { return n.is_keyword("VALUES"); });
  if (!start) {
    return;
  }
  Index end;
  for (std::size_t i = *start; i < node.children.size(); ++i) {
    if (node.children[i]->group == Group::parenthesis) {
      end = i;
    }
  }
  if (end) {
    editor.fold(node, Group::values, *start, *end, Extend::yes);
  }
}

constexpr InfixRule period{
    .result = Group::identifier,
    .is_middle =
        [](const Node& n) {
          return n.is_punctuation(".") ||
                 (n.type == TokenType::operation && (n.text == "->" || n.text == "->>"));
        },
    .fits_before =
        [](const Node& n) {
          return is_group_of(n, {Group::square_brackets, Group::identifier}) ||
                 n.type == TokenType::name || n.type == TokenType::string_symbol;
        },
    .fits_after = maybe_nothing,
    .reach = Reach::member};

constexpr InfixRule array{
    .result = Group::identifier,
    .is_middle = [](const Node& n) { return n.group == Group::square_brackets; },
    .fits_before =
        [](const Node& n) {
          return is_group_of(n, {Group::square_brackets, Group::identifier, Group::function}) ||
                 n.type == TokenType::name || n.type == TokenType::string_symbol;
        },
    .fits_after = maybe_nothing,
    .reach = Reach::previous,
    .recurse = false};

constexpr InfixRule typecast{.result = Group::identifier,
                             .is_middle = [](const Node& n) { return n.is_punctuation("::"); },
                             .fits_before = anything,
                             .fits_after = something};

constexpr InfixRule time_zone_cast{
    .result = Group::identifier,
    .is_middle = [](const Node& n) { return n.type == TokenType::keyword_tz_cast; },
    .fits_before = anything,
    .fits_after =
        [](const Node* n) {
          return n != nullptr && (n->is_keyword("AS") || n->type == TokenType::string_single);
        }};

constexpr InfixRule typed_literal{
    .result = Group::typed_literal,
    .is_middle =
        [](const Node& n) { return n.type == TokenType::builtin || n.is_keyword("TIMESTAMP"); },
    .fits_before = anything,
    .fits_after = [](const Node* n) { return n != nullptr && n->type == TokenType::string_single; },
    .reach = Reach::next,
    .extend = Extend::no};

constexpr InfixRule typed_literal_unit{
    .result = Group::typed_literal,
    .is_middle = [](const Node& n) { return n.group == Group::typed_literal; },
    .fits_before = anything,
    .fits_after =
        [](const Node* n) {
          return n != nullptr &&
                 is_keyword_of(*n, {"DAY", "HOUR", "MINUTE", "MONTH", "SECOND", "YEAR"});
        },
    .reach = Reach::next};

bool is_operand(const Node& n) {
  return is_simple_operand(n) ||
         is_group_of(n, {Group::square_brackets, Group::parenthesis, Group::function,
                         Group::identifier, Group::operation, Group::typed_literal}) ||
         is_keyword_of(n, {"CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"});
}

constexpr InfixRule operation{
    .result = Group::operation,
    .is_middle =
        [](const Node& n) {
          return n.type == TokenType::operation || n.type == TokenType::wildcard;
        },
    .fits_before = is_operand,
    .fits_after = [](const Node* n) { return n != nullptr && is_operand(*n); },
    .extend = Extend::no};

bool is_comparable(const Node& n) {
  return is_simple_operand(n) ||
         is_group_of(n, {Group::parenthesis, Group::function, Group::identifier, Group::operation,
                         Group::typed_literal}) ||
         (n.is_any_keyword() && n.capitals == "NULL");
}

constexpr InfixRule comparison{
    .result = Group::comparison,
    .is_middle = [](const Node& n) { return n.type == TokenType::comparison; },
    .fits_before = is_comparable,
    .fits_after = [](const Node* n) { return n != nullptr && is_comparable(*n); },
    .extend = Extend::no};

constexpr InfixRule as_alias{
    .result = Group::identifier,
    .is_middle = [](const Node& n) { return n.is_any_keyword() && n.capitals == "AS"; },
    .fits_before = [](const Node& n) { return !n.is_any_keyword() || n.capitals == "NULL"; },
    .fits_after =
        [](const Node* n) {
          return n != nullptr && n->type != TokenType::keyword_dml &&
                 n->type != TokenType::keyword_ddl && n->type != TokenType::keyword_cte;
        }};

constexpr InfixRule assignment{
    .result = Group::assignment,
    .is_middle = [](const Node& n) { return n.type == TokenType::assignment; },
    .fits_before = [](const Node& n) { return n.type != TokenType::keyword; },
    .fits_after = [](const Node* n) { return n != nullptr && n->type != TokenType::keyword; },
    .reach = Reach::to_semicolon};

bool is_listable(const Node& n) {
  return is_simple_operand(n) || n.type == TokenType::keyword || n.type == TokenType::wildcard ||
         is_group_of(n, {Group::function, Group::case_block, Group::identifier, Group::comparison,
                         Group::identifier_list, Group::operation});
}

constexpr InfixRule identifier_list{
    .result = Group::identifier_list,
    .is_middle = [](const Node& n) { return n.is_punctuation(","); },
    .fits_before = is_listable,
    .fits_after = [](const Node* n) { return n != nullptr && is_listable(*n); }};

}  // namespace

bool group_statement(Node& statement, NodePool& pool) {
  GroupEditor editor(pool);
  const auto each = [&](Group except, void (*pass)(Node&, GroupEditor&)) {
    if (!editor.refused()) {
      bottom_up(statement, except, [&](Node& node) { pass(node, editor); });
    }
  };
  const auto infix = [&](const InfixRule& rule) { editor.fold_infix(statement, rule); };

  group_comments(statement, pool);
  group_pairs(statement, editor);
  each(Group::over, group_over);
  each(Group::function, group_functions);
  each(Group::where, group_where);
  infix(period);
  infix(array);
  each(Group::identifier, group_identifiers);
  each(Group::identifier, group_order);
  infix(typecast);
  infix(time_zone_cast);
  infix(typed_literal);
  infix(typed_literal_unit);
  infix(operation);
  infix(comparison);
  infix(as_alias);
  each(Group::none, group_aliased);
  infix(assignment);
  each(Group::none, align_comments);
  infix(identifier_list);
  if (!editor.refused()) {
    group_values(statement, editor);
  }
  return !editor.refused();
}

}  // namespace mltrack::search
