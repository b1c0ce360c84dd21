#include <fstream>
#include <sstream>

#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
/// The example of docs/API.md by its key: the texts that the console's tests serve.
Json example(std::string const& key) {
    std::ifstream file(MC_API_DOCUMENT);
    std::stringstream all;
    all << file.rdbuf();
    std::string const text = all.str(), fence = "```json example=" + key + "\n";
    auto const from = text.find(fence);
    REQUIRE(from != std::string::npos);
    auto const start = from + fence.size();
    return Json::parse(text.substr(start, text.find("\n```", start) - start));
}

/// Keys whose members are named by data (item codes, levels of a verdict) and not by the contract.
bool is_open_map(std::string const& path) {
    return path.ends_with(".answers") || path.ends_with(".value") || path.ends_with(".signed") ||
           path.ends_with(".now") || path.ends_with(".consistency");
}

/// Every key of the example is in the answer. Lists are compared by their first members; null says nothing about what is below.
void compare(Json const& wanted, Json const& got, std::string const& path) {
    INFO(path);
    if (wanted.is_null() || got.is_null()) return;
    CHECK(wanted.type_name() == std::string(got.type_name()));
    if (is_open_map(path)) {
        if (path.ends_with(".answers") || path.ends_with(".consistency"))
            compare(*wanted.begin(), *got.begin(), path + "[]");
        return;
    }
    if (wanted.is_object()) {
        for (auto const& [key, below] : wanted.items()) {
            INFO(key);
            CHECK(got.contains(key));
            if (got.contains(key)) compare(below, got[key], path + "." + key);
        }
    } else if (wanted.is_array() && !wanted.empty()) {
        INFO("the answer has no member to compare");
        CHECK_FALSE(got.empty());
        if (!got.empty()) compare(wanted.front(), got.front(), path + "[]");
    }
}
}  // namespace

TEST_CASE("no field of a visit is null in the example, so that its shape is compared", "[api]") {
    auto const visit = example("visit");
    for (auto const& [key, value] : visit.items()) {
        INFO(key);
        CHECK_FALSE(value.is_null());
    }
}

TEST_CASE("answers have every field that the contract's examples have", "[api]") {
    Office office;
    auto const visit = full_visit(office);
    auto const zhang = office.sign_in("zhang");
    compare(example("session"), office.get("/api/v1/session", zhang), "session");
    compare(example("visits"), office.get("/api/v1/visits", zhang), "visits");
    compare(example("options"), office.get("/api/v1/visits/options", zhang), "options");
    compare(example("visit"), office.get("/api/v1/visits/" + visit.to_string(), zhang), "visit");
    auto const shown =
        office.get("/api/v1/visits/" + visit.to_string(), zhang)["feedbacks"][0]["hash"].get<std::string>();
    auto const hash = hash_from(*from_hex(shown));
    compare(example("verify"), office.get("/api/v1/verify/" + verification_code(visit, hash), {}), "verify");
    compare(example("log"), office.get("/api/v1/log?from=40,1", {}), "log");
    compare(example("problem"), office.get("/api/v1/visits?cursor=x", zhang, 400), "problem");
}
