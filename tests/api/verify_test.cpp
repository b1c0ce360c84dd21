#include "shared/rules/feedback.hpp"
#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace verify_test {
namespace {
Json asked(Office& office, std::string const& code, int status) {
    return office.get("/api/v1/verify/" + code, {}, status);
}
std::string code_of(Uuid const& visit) {
    return verification_code(visit, Hash{1});  // the feedback of put_off_visit
}
}  // namespace

TEST_CASE("a receipt's code shows, without a session, that its feedback is here and what the school answered",
          "[api][verify]") {
    Office office;
    auto const visit = put_off_visit(office);
    auto const found = asked(office, grouped_code(code_of(visit)), 200);
    CHECK(found["code"] == grouped_code(code_of(visit)));
    REQUIRE(found["matches"].size() == 1);
    auto const& match = found["matches"][0];
    CHECK(match["unit"]["name_zh"] == "育英中学");
    CHECK(match["round"] == 1);
    CHECK(match["answer"] == "deferred");
    CHECK(match["state"] == "feedback");
    CHECK(match["feedback"].get<std::int64_t>() > 0);
    for (auto const* secret : {"王建国", "张伟", "李敏", "S0.2"}) CHECK(found.dump().find(secret) == std::string::npos);
}

TEST_CASE("a code is read as people write it; another one finds nothing, and no code is refused", "[api][verify]") {
    Office office;
    auto const visit = put_off_visit(office);
    auto code = code_of(visit);
    auto lower = code;
    for (auto& one : lower) one = one >= 'A' && one <= 'Z' ? static_cast<char>(one + 32) : one;
    CHECK(asked(office, lower, 200)["matches"].size() == 1);
    code.front() = code.front() == '7' ? '8' : '7';
    CHECK(asked(office, code, 404)["code"] == "not_found");
    CHECK(asked(office, verification_code(visit, Hash{2}), 404)["code"] == "not_found");
    CHECK(asked(office, "123", 400)["field"] == "code");
}

TEST_CASE("who tries codes waits after twenty misses, others do not", "[api][verify]") {
    Office office;
    auto const code = code_of(put_off_visit(office));
    auto wrong = code;
    wrong.front() = wrong.front() == '7' ? '8' : '7';
    for (int i = 0; i < 20; ++i) (void)asked(office, wrong, 404);
    auto const refused = asked(office, wrong, 429);
    CHECK(refused["code"] == "too_many_attempts");
    CHECK(refused["retry_after"].get<int>() > 0);
    office.clock.advance(16 * 60'000);
    CHECK(asked(office, code, 200)["matches"].size() == 1);
}

}  // namespace verify_test
