// A tablet without a screen for the console's tests: one JSON command a line on standard input, one JSON answer a line on standard
// output. `web_tablet STORE SEED`; the store may be an earlier one.
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/support/inspector.hpp"

using namespace mingcha;
using namespace mingcha::test;
using Json = nlohmann::json;

namespace {
Value value_of(Json const& json) {
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_string()) return json.get<std::string>();
    Value::Map out;
    for (auto const& [key, one] : json.items()) out.emplace(key, value_of(one));
    return out;
}

Uuid id_of(Json const& command, char const* key) {
    auto const id = Uuid::parse(command.value(key, std::string()));
    return id ? *id : Uuid{};
}

class Hand {
public:
    Hand(std::filesystem::path const& store, std::uint64_t seed) : tablet_(store, seed), seed_(seed) {}

    Json act(Json const& command) {
        auto const act = command.at("do").get<std::string>();
        auto const base = command.value("base", std::string());
        if (act == "enrol") return said(tablet_.enrol(base, command.at("code")));
        if (act == "sync") return tablet_.drain(base) ? Json::object() : Json{{"error", tablet_.last_code}};
        if (act == "open") return open(command.value("list", std::string()));
        if (act == "send_photo") return send_photo(base, command.at("file"));
        return at_school(act, command);
    }

private:
    static Json said(Outcome<Unit> const& outcome) {
        return outcome ? Json::object() : Json{{"error", outcome.error().code + ": " + outcome.error().message}};
    }
    /// The planned visit with this list that he leads; without a list, the one that he shares with most.
    Json open(std::string const& list) {
        auto const visit = list.empty() ? tablet_.shared_visit() : tablet_.planned_visit(list);
        inspector_.emplace(tablet_, visit, ++seed_ * 1000);
        return {{"visit", visit.id.to_string()}, {"items", inspector_->list().item_count()}};
    }
    Json send_photo(std::string const& base, std::string const& path) {
        std::ifstream file(path, std::ios::binary);
        Bytes const bytes{std::istreambuf_iterator<char>(file), {}};
        return said(tablet_.send_photo(base, bytes));
    }
    Json at_school(std::string const& act, Json const& command) {
        auto& it = inspector_.value();
        auto const text = [&](char const* key) { return command.value(key, std::string()); };
        if (act == "check_in") return it.check_in(), Json::object();
        if (act == "answer")
            return it.answer(command.at("item"), value_of(command.at("verdict")), text("comment")), Json::object();
        if (act == "rest") return it.answer_the_rest(), Json::object();
        if (act == "finding") {
            auto const id = it.finding(text("item"), text("title").c_str(), text("letter").at(0));
            return {{"id", id.to_string()}};
        }
        if (act == "photo") {
            auto const subject = command.contains("item") ? it.answer_id(command["item"]) : id_of(command, "subject");
            auto const hash = from_hex(text("sha256"));
            if (!hash || hash->size() != 32) return {{"error", "sha256"}};
            auto const id = it.photo(subject, text("role").c_str(), hash_from(*hash), command.at("size"),
                                     command.at("width"), command.at("height"));
            return {{"id", id.to_string()}};
        }
        if (act == "feedback") return it.give_feedback(text("summary").c_str()), Json::object();
        if (act == "confirm") {
            Inspector::Confirmation how;
            how.choice = command.value("choice", how.choice);
            how.code = text("code");
            how.finding = id_of(command, "finding");
            return {{"id", it.confirm(how).to_string()}};
        }
        if (act == "submit") return it.submit(), Json::object();
        return {{"error", "unknown act " + act}};
    }

    SocketTablet tablet_;
    std::uint64_t seed_;
    std::optional<Inspector> inspector_;
};
}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    Hand hand(argv[1], std::stoull(argv[2]));
    for (std::string line; std::getline(std::cin, line);) {
        Json answer;
        try {
            answer = hand.act(Json::parse(line));
        } catch (std::exception const& error) {
            answer = {{"error", error.what()}};
        }
        std::cout << answer.dump() << std::endl;
    }
    return 0;
}
