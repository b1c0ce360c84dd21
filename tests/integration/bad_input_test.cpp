#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "server/sync/session.hpp"
#include "shared/data/data_file.hpp"
#include "shared/wire/limits.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/socket_tablet.hpp"

using namespace mingcha;
using namespace mingcha::test;
namespace bad_input_test {
namespace fs = std::filesystem;

namespace {
/// A line to the real server that says whatever it is told to.
class Line {
public:
    explicit Line(std::string const& base) {
        auto const opened = socket_.connect(base + "/sync", {}, {});
        REQUIRE(opened);
        nonce_ = *from_hex(opened->get(nonce_header));
    }

    /// The server may have closed the line before all has left.
    void say(Bytes const& frame) { [[maybe_unused]] auto const sent = socket_.send(frame); }
    void say(Frame const& frame) { say(encode_frame(frame)); }
    /// The header of a final binary frame, masked (RFC 6455 section 5.2), and none of the bytes it announces.
    void announce(std::uint64_t size) {
        Bytes header{0x82, 0xFF};
        for (int shift = 56; shift >= 0; shift -= 8) header.push_back(static_cast<std::uint8_t>(size >> shift));
        header.insert(header.end(), {1, 2, 3, 4});
        REQUIRE(socket_.send_raw(header));
    }

    /// The next frame of this kind; others are passed over. Nothing when the line ends first.
    template <typename Kind>
    std::optional<Kind> hear() {
        while (auto const bytes = socket_.receive(20'000)) {
            auto const frame = decode_frame(*bytes);
            REQUIRE(frame);
            if (auto const* found = std::get_if<Kind>(&*frame)) return *found;
        }
        return std::nullopt;
    }
    /// How the line ended, when nothing was said before: close code and reason.
    std::string end() {
        while (true) {
            auto const bytes = socket_.receive(20'000);
            if (!bytes) return bytes.error().message;
        }
    }
    std::string goodbye() {
        auto const said = hear<Goodbye>();
        return said ? said->code : "closed";
    }

    [[nodiscard]] Hello hello(SocketTablet& tablet, SigningKey const& key, Label label) const {
        auto const& me = tablet.replica().identity();
        Hello out = tablet.replica().hello_facts()->hello;
        out.proof = key.sign(label, hello_body(nonce_, me.server_identity, me.device, me.epoch));
        return out;
    }
    [[nodiscard]] Hello good_hello(SocketTablet& tablet) const {
        return hello(tablet, tablet.replica().identity().key, Label::hello);
    }

private:
    WebSocketClient socket_;
    Bytes nonce_;
};

/// An office and a tablet with one batch in its queue.
struct Office {
    TemporaryDirectory home;
    fs::path data = home.path() / "server";
    std::unique_ptr<ServerProcess> server;
    SocketTablet tablet{home.path() / "a", 1};
    RecordName answer{};

    Office() {
        REQUIRE(mingchad({"demo", "--data", data.string(), "--schools", "13"}).code == 0);
        server = std::make_unique<ServerProcess>(data);
        auto const code = mingchad({"enrol", "--data", data.string(), "--person", "王建国"}).out.substr(0, 9);
        REQUIRE(tablet.enrol(server->base(), code));
        REQUIRE(tablet.drain(server->base()));
        auto const visit = tablet.shared_visit();
        answer = {visit, RecordType::answer, Uuid::derived(visit.id, "M1.1")};
        tablet.write(answer, "M1.1", "comment", "二楼东侧");
        REQUIRE(tablet.replica().seal());
    }

    [[nodiscard]] Push waiting() { return tablet.replica().batches_from({}, 1)->front(); }

    /// Whatever came before, the queue is whole, and arrives once.
    void arrives() {
        CHECK(tablet.replica().queue_size()->batches == 1);
        REQUIRE(tablet.drain(server->base()));
        CHECK(tablet.replica().queue_size()->batches == 0);
        CHECK(tablet.replica().queue_size()->held == 0);
        server->stop();
        auto const ran = mingchad({"audit", "verify", "--data", data.string()});
        INFO(ran.out);
        CHECK(ran.code == 0);
        CHECK(ran.out.find(" 1 batches, 1 receipts") != std::string::npos);
    }
};
}  // namespace

TEST_CASE("whoever does not speak the protocol is told so by code, and the tablet's queue arrives", "[integration]") {
    Office office;
    auto const base = office.server->base();
    SeededRandom random(2);
    auto const stranger = SigningKey::generate(random);
    auto const answer_to = [&](auto const& say) {
        Line line(base);
        say(line);
        return line.goodbye();
    };
    CHECK(answer_to([](Line& line) { line.say(Bytes(100, 0xff)); }) == "bad_frame");
    CHECK(answer_to([](Line& line) { line.say(Bytes{}); }) == "bad_frame");
    CHECK(answer_to([](Line& line) { line.say(Frame(Welcome{})); }) == "bad_frame");
    CHECK(answer_to([](Line& line) { line.say(Bytes(limits::frame_bytes_max, 0xff)); }) == "bad_frame");
    Line vast(base);
    vast.announce(limits::frame_bytes_max + 1);
    CHECK(vast.end().starts_with("1009"));  // too big, by RFC 6455 section 7.4.1
    CHECK(answer_to([&](Line& line) {
              auto hello = line.good_hello(office.tablet);
              hello.protocol = protocol_version + 1;
              line.say(hello);
          }) == "unknown_version");
    CHECK(answer_to([&](Line& line) { line.say(line.hello(office.tablet, stranger, Label::hello)); }) ==
          "bad_signature");
    CHECK(answer_to([&](Line& line) {
              line.say(line.hello(office.tablet, office.tablet.replica().identity().key, Label::batch));
          }) == "bad_signature");
    CHECK(answer_to([&](Line& line) { line.say(Line(base).good_hello(office.tablet)); }) == "bad_signature");
    CHECK(answer_to([&](Line& line) {
              auto hello = line.good_hello(office.tablet);
              hello.device = Uuid::v7(0, random);
              line.say(hello);
          }) == "not_enrolled");
    office.arrives();
}

TEST_CASE("a batch that its device did not sign as a batch is refused, and stays in the queue", "[integration]") {
    Office office;
    auto const& key = office.tablet.replica().identity().key;
    auto const answer_to = [&](Push const& push) {
        Line line(office.server->base());
        line.say(line.good_hello(office.tablet));
        line.say(push);
        auto const refused = line.hear<Refused>();
        return refused ? refused->code : "nothing";
    };
    auto flipped = office.waiting();
    flipped.batch.signature[0] ^= 1;
    CHECK(answer_to(flipped) == "bad_signature");
    auto mislabelled = office.waiting();
    mislabelled.batch.signature = key.sign(Label::hello, mislabelled.batch.header.encode());
    CHECK(answer_to(mislabelled) == "bad_signature");
    auto damaged = office.waiting();
    damaged.batch.body.back() ^= 1;
    CHECK(answer_to(damaged).starts_with("bad_"));
    office.arrives();
    auto const kept = mingchad({"export", "kept", "--data", office.data.string()}).out;
    INFO(kept);
    CHECK(kept.find(R"({"kept":"quarantined","code":"bad_signature")") == 0);
    CHECK(std::ranges::count(kept, '\n') == 3);
}

TEST_CASE("a batch that comes twice is stored once and answered twice alike", "[integration]") {
    Office office;
    std::optional<Ack> acks[2];
    for (auto& ack : acks) {
        Line line(office.server->base());
        line.say(line.good_hello(office.tablet));
        line.say(office.waiting());
        ack = line.hear<Ack>();
        REQUIRE(ack);
    }
    CHECK_FALSE(acks[0]->again);
    CHECK(acks[1]->again);
    acks[1]->again = false;
    CHECK(*acks[0] == *acks[1]);
    office.arrives();
}

TEST_CASE("a directory without an office is told by every command that needs one, and nothing is made there",
          "[integration]") {
    TemporaryDirectory home;
    auto const nowhere = (home.path() / "typo").string();
    for (auto const& words : std::vector<std::vector<std::string>>{{"audit", "verify"},
                                                                   {"enrol", "--person", "王建国"},
                                                                   {"code", "--person", "李敏"},
                                                                   {"export", "visits"},
                                                                   {"export", "kept"},
                                                                   {"import", "checklist", MC_FIRE_LIST},
                                                                   {"device", "list"},
                                                                   {"set", "group_min", "3"},
                                                                   {"backup", "--to", nowhere + "-backup"}}) {
        auto with = words;
        with.insert(with.end(), {"--data", nowhere});
        auto const ran = mingchad(with, Errors::with_the_rest);
        CAPTURE(words.front(), ran.out);
        CHECK(ran.code == 1);
        CHECK(ran.out.find("no_office") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(nowhere));
    }
}

TEST_CASE("a checklist with a broken rule is named by file, section, item and reason, and changes nothing",
          "[integration]") {
    TemporaryDirectory home;
    auto const data = (home.path() / "server").string();
    REQUIRE(mingchad({"demo", "--data", data, "--schools", "13"}).code == 0);
    auto list = nlohmann::json::parse(data_file("fire-safety-special.json"));
    auto const file = (home.path() / "fire.json").string();
    auto const import = [&] {
        std::ofstream(file) << list.dump();
        return mingchad({"import", "checklist", file, "--data", data}, Errors::with_the_rest);
    };
    auto const twice = import();
    CHECK(twice.code == 1);
    CHECK(twice.out.find("known_version") != std::string::npos);

    list["version"] = "2099-01";
    auto const good = list;
    auto& item = list["sections"][0]["items"][1];
    item["code"] = list["sections"][0]["items"][0]["code"];
    auto const broken = import();
    CHECK(broken.code == 1);
    CAPTURE(broken.out);
    for (auto const& part : {std::string("fire.json"), list["sections"][0]["code"].get<std::string>(),
                             item["code"].get<std::string>(), std::string("bad_checklist")})
        CHECK(broken.out.find(part) != std::string::npos);

    list = good;
    REQUIRE(import().code == 0);
    ServerProcess server(data);
    SocketTablet tablet(home.path() / "tablet", 1);
    REQUIRE(tablet.enrol(server.base(), mingchad({"enrol", "--data", data, "--person", "王建国"}).out.substr(0, 9)));
    REQUIRE(tablet.drain(server.base()));
    auto const lists = tablet.replica().records(RecordType::checklist);
    auto const is_new = [](Record const& one) { return one.value("version").text() == "2099-01"; };
    CHECK(std::ranges::count_if(*lists, is_new) == 1);
    CHECK(import().out.find("already_served") != std::string::npos);
}

}  // namespace bad_input_test
