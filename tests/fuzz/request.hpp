#pragma once

#include "server/net/http.hpp"
#include "shared/base/outcome.hpp"

namespace mingcha::fuzzing {

/// `METHOD target`, then lines of `Name: value`, an empty line, the body; without \r, for a person to read and a fuzzer to cut. Nothing where
/// the edge would have turned it away by itself: a method nobody knows, a target that parse_target refuses.
[[nodiscard]] inline std::optional<HttpRequest> read_request(std::string_view text) {
    auto const line = [&text] {
        auto const end = std::min(text.find('\n'), text.size());
        auto const out = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return out;
    };
    HttpRequest out;
    auto const first = line();
    auto const space = first.find(' ');
    auto const method = parse_method(first.substr(0, space));
    if (!method || space == std::string_view::npos || !parse_target(first.substr(space + 1), out)) return std::nullopt;
    out.method = *method;
    for (auto field = line(); !field.empty(); field = line()) {
        auto const colon = field.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        out.headers.add(field.substr(0, colon), trimmed(field.substr(colon + 1)));
    }
    out.body = text;
    out.content_length = out.body.size();
    return out;
}

/// What holds for every answer: it is not ours to have failed, and no field of the header can end its line and begin another.
inline void check_answer(HttpResponse const& answer) {
    MC_CHECK(answer.status >= 200 && answer.status < 500);
    for (auto const& [name, value] : answer.headers.all()) {
        MC_CHECK(!name.empty() && name.find_first_of("\r\n: ") == std::string::npos);
        MC_CHECK(value.find_first_of("\r\n") == std::string::npos && value.find('\0') == std::string::npos);
    }
}

}  // namespace mingcha::fuzzing
