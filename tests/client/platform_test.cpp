#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "client/platform/capture_pipeline.hpp"
#include "client/platform/picture_folder.hpp"
#include "client/platform/pin_gate.hpp"
#include "client/sync/server_address.hpp"

using namespace mingcha;
namespace fs = std::filesystem;

namespace {
struct Gate {
    std::map<std::string, std::string> notes;
    FakeClock clock;
    PinGate gate{{[this](std::string const& name) { return Outcome<std::string>(notes[name]); },
                  [this](std::string const& name, std::string const& value) {
                      notes[name] = value;
                      return Outcome<Unit>(Unit{});
                  }},
                 clock};
};

Bytes png(int shade) {
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(QColor(shade, shade, shade));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return {bytes.begin(), bytes.end()};
}

struct Pictures {
    QTemporaryDir scratch;
    FakeClock clock;
    SeededRandom random{1};
    fs::path directory = fs::path(scratch.path().toStdString()) / "photos";
    std::unique_ptr<Replica> replica = *Replica::open(":memory:", clock, random);
    CapturePipeline pipeline{directory, random};
};
}  // namespace

TEST_CASE("five wrong PINs make a person wait, and each further one longer", "[pin]") {
    Gate g;
    REQUIRE(g.gate.set("246810", true));
    for (int left = 4; left >= 1; --left) {
        auto const answer = *g.gate.check("000000");
        CHECK_FALSE(answer.ok);
        CHECK(answer.tries_left == left);
        CHECK(answer.wait_ms == 0);
    }
    CHECK(g.gate.check("000000")->wait_ms == 60'000);
    CHECK_FALSE(g.gate.check("246810")->ok);  // the right one too has to wait
    g.clock.advance(60'000);
    CHECK(g.gate.check("000000")->wait_ms == 120'000);
    g.clock.advance(120'000);
    CHECK(g.gate.check("246810")->ok);
    CHECK(g.gate.check("000000")->tries_left == 4);  // counted anew
}

TEST_CASE("neither a restart nor a clock set forward and back shortens the wait after wrong PINs", "[pin]") {
    Gate g;
    REQUIRE(g.gate.set("246810", true));
    for (int i = 0; i < 5; ++i) (void)g.gate.check("111111");
    Gate restarted;
    restarted.notes = g.notes;
    CHECK(*restarted.gate.wait_ms() == 60'000);
    restarted.clock.set_time(restarted.clock.now().time_ms - 3'600'000);
    CHECK(*restarted.gate.wait_ms() == 60'000);
    CHECK_FALSE(restarted.gate.check("246810")->ok);
}

TEST_CASE("a PIN that others would try first is refused, and the demo's outside demo data", "[pin]") {
    Gate g;
    for (auto const* pin : {"000000", "777777", "123456", "456789", "987654", "246810"}) {
        INFO(pin);
        auto const kept = g.gate.set(pin, false);
        REQUIRE_FALSE(kept);
        CHECK(kept.error().code == "guessable_pin");
    }
    CHECK_FALSE(*g.gate.is_set());
    CHECK(g.gate.set("111112", false));
    CHECK(g.gate.set("890123", false));
    CHECK(g.gate.set("246810", true));
}

TEST_CASE("the PIN itself is nowhere in the store, and only six digits are one", "[pin]") {
    Gate g;
    REQUIRE(g.gate.set("246810", true));
    for (auto const& [name, value] : g.notes) CHECK(value.find("246810") == std::string::npos);
    for (auto const* bad : {"12345", "1234567", "12345a", ""}) CHECK(g.gate.set(bad, false).error().code == "bad_pin");
}

TEST_CASE("complaint 16: a kept picture has the very bytes that were taken, under their hash",
          "[capture][complaints]") {
    Pictures p;
    auto const image = png(40);
    auto const kept = p.pipeline.keep(image);
    REQUIRE(kept);
    CHECK((kept->width == 8 && kept->height == 8 && kept->blob.mime == "image/png"));
    CHECK(kept->blob.sha256 == sha256(image));
    std::ifstream in(kept->blob.path, std::ios::binary);
    CHECK(Bytes(std::istreambuf_iterator<char>(in), {}) == image);
    CHECK(p.pipeline.keep(image)->blob.path == kept->blob.path);  // taken twice, kept once
    CHECK(p.pipeline.keep(view("no picture")).error().code == "not_an_image");
    CHECK(std::distance(fs::directory_iterator(p.directory), {}) == 1);
}

TEST_CASE("power lost between a picture and its record leaves a photo without a place", "[capture]") {
    Pictures p;
    auto const recorded = p.pipeline.keep(png(1));
    auto const lost = p.pipeline.keep(png(2));
    REQUIRE((recorded && lost));
    REQUIRE(p.replica->add_blob(recorded->blob));
    std::ofstream(p.directory / "77.part") << "half a pict";  // power lost while it was written
    auto const strays = p.pipeline.strays(*p.replica);
    REQUIRE((strays && strays->size() == 1));
    CHECK(strays->front().blob.sha256 == lost->blob.sha256);
    CHECK(strays->front().width == 8);
    CHECK_FALSE(fs::exists(p.directory / "77.part"));
}

TEST_CASE("plain HTTP is for loopback alone", "[address]") {
    CHECK(ServerAddress::parse("inspect.example.cn")->text() == "https://inspect.example.cn:443");
    CHECK(ServerAddress::parse(" 10.0.0.5:8443 ")->port == 8443);
    CHECK_FALSE(ServerAddress::parse("http://127.0.0.1:8080")->tls);
    for (auto const* bad : {"http://10.0.0.5", "ftp://a", "", "https://user:secret@a.example", "a b"})
        CHECK(ServerAddress::parse(bad).error().code == "bad_address");
}

TEST_CASE("a folder lists its folders, then its pictures from the newest, and nothing else", "[picture_folder]") {
    QTemporaryDir scratch;
    QDir const here(scratch.path());
    REQUIRE(here.mkdir(QStringLiteral("春季")));
    auto const put = [&](QString const& name, qint64 time_ms) {
        QFile file(here.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write("12345");
        REQUIRE(file.flush());
        REQUIRE(file.setFileTime(QDateTime::fromMSecsSinceEpoch(time_ms), QFileDevice::FileModificationTime));
    };
    put(QStringLiteral("old.JPG"), 1'000'000);
    put(QStringLiteral("new.png"), 3'000'000);
    put(QStringLiteral("middle.jpeg"), 2'000'000);
    put(QStringLiteral("notes.txt"), 4'000'000);
    put(QStringLiteral(".hidden.png"), 5'000'000);
    auto const listed = list_pictures(scratch.path());
    std::vector<std::string> names;
    for (auto const& one : listed.entries) names.push_back(one.name.toStdString());
    CHECK(names == std::vector<std::string>{"春季", "new.png", "middle.jpeg", "old.JPG"});
    CHECK(listed.entries.front().folder);
    CHECK(listed.entries.back().bytes == 5);
    CHECK(listed.entries.back().changed_ms == 1'000'000);
    CHECK(listed.readable);
    CHECK(listed.left_out == 0);
    CHECK_FALSE(list_pictures(here.filePath(QStringLiteral("gone"))).readable);
}
