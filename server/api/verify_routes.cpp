#include "server/api/verify_routes.hpp"

#include <algorithm>

#include "server/store/visit_projection.hpp"
#include "shared/rules/feedback.hpp"

namespace mingcha {

namespace {
/// Misses by address, shared by all requests.
class Misses {
public:
    [[nodiscard]] std::int64_t wait_ms(std::string const& address, std::int64_t now_ms) {
        std::lock_guard const lock(guard_);
        return window_.wait_ms(address, now_ms);
    }
    void note(std::string const& address, std::int64_t now_ms) {
        std::lock_guard const lock(guard_);
        window_.failed(address, now_ms);
    }

private:
    std::mutex guard_;
    AttemptWindow window_;
};

Record const* feedback_of(VisitCase const& of, Uuid const& id) {
    auto const found = std::ranges::find_if(of.file.feedbacks, [&](Record const* one) { return one->name.id == id; });
    return found == of.file.feedbacks.end() ? nullptr : *found;
}

/// What the school answered to this feedback: the newest of several; null while it has not.
OrderedJson answer_to(VisitCase const& of, Record const& feedback) {
    std::int64_t newest = -1;
    OrderedJson out;
    for (auto const* one : of.file.confirmations) {
        auto const* choice = one->find("choice");
        auto const* write = choice ? shown_first(*choice) : nullptr;
        bool const is_of_it = one->value("feedback").bytes() == feedback.value("hash").bytes();
        if (!write || !is_of_it || write->stamp.shown_ms() <= newest) continue;
        newest = write->stamp.shown_ms();
        out = one->value("choice").text();
    }
    return out;
}

OrderedJson match(ApiServices& services, VisitCase const& of, Record const& feedback) {
    auto const* hash = feedback.find("hash");
    auto const unit = services.directory.unit(of.visit->value("unit").id()).value_or(Directory::Unit{});
    return {{"number", text_or_null(of.visit->value("number").text())},
            {"unit", {{"name_zh", unit.name_zh}, {"name_en", unit.name_en}}},
            {"started", of.started},
            {"round", feedback.value("round").integer(1)},
            {"feedback", hash && shown_first(*hash) ? shown_first(*hash)->stamp.shown_ms() : 0},
            {"answer", answer_to(of, feedback)},
            {"state", words_of(of.state).code}};
}

HttpResponse verify(ApiServices& services, Misses& misses, HttpRequest const& request) {
    auto const code = parse_code(request.param("code"));
    if (!code) return api_problem(400, "bad_code", "a code has twelve digits and letters", {.field = "code"});
    auto const now_ms = services.clock.now().time_ms;
    if (auto const wait = misses.wait_ms(request.peer, now_ms); wait > 0)
        return api_problem(429, "too_many_attempts", "wait before the next code", {.retry_after_s = wait / 1000 + 1});
    OrderedJson matches = OrderedJson::array();
    auto const read = in_snapshot(services.store, [&](sqlite::Database& db) {
        for (auto const& [visit, feedback] : feedbacks_of_code(db, *code)) {
            auto const of = read_visit_case(db, visit, [](auto&&...) { return nullptr; });
            auto const* record = of ? feedback_of(*of, feedback) : nullptr;
            if (record) matches.push_back(match(services, *of, *record));
        }
    });
    if (!read) return unavailable(read.error());
    if (matches.empty()) {
        misses.note(request.peer, now_ms);
        return api_problem(404, "not_found", "no feedback that is here has this code");
    }
    return api_answer({{"code", grouped_code(*code)}, {"matches", std::move(matches)}});
}
}  // namespace

void add_verify_route(Router& router, ApiServices& services) {
    router.add(Method::get, "/api/v1/verify/{code}",
               [&services, misses = std::make_shared<Misses>()](HttpRequest const& request) {
                   return verify(services, *misses, request);
               });
}

}  // namespace mingcha
