#include <catch2/catch.hpp>

#include <ctime>
#include <iomanip>
#include <iostream>

#include "shared/wire/columns.hpp"
#include "shared/wire/frames.hpp"
#include "tests/wire/workload.hpp"

using namespace mingcha;
using workload::Texts;

namespace {
constexpr std::uint64_t seed = 20261123;
constexpr std::size_t visits_per_tablet = 20;
constexpr std::size_t batch_records =
    3 * workload::records_per_visit;  // the least number of whole visits in 128 records or more

double ratio(std::size_t bytes, std::size_t records) {
    return static_cast<double>(bytes) / static_cast<double>(records);
}

void say(std::string const& what, double value, std::string const& unit) {
    std::cout << std::left << std::setw(58) << what << std::right << std::fixed << std::setprecision(2) << std::setw(8)
              << value << " " << unit << '\n';
}

Push sealed(SeededRandom& random, std::span<Delta const> deltas, std::uint64_t n) {
    auto const key = SigningKey::generate(random);
    BatchBody body;
    random.fill(body.seed);
    body.deltas.assign(deltas.begin(), deltas.end());
    Push push;
    auto& header = push.batch.header;
    header.device = Uuid::v7(1'750'000'000'000, random);
    header.epoch = 1, header.n = n, header.quoted = n, header.count = deltas.size();
    header.author = workload::author(body.deltas);
    random.fill(header.previous), random.fill(header.receipt);
    header.root = batch_root(body.seed, deltas);
    push.batch.signature = key.sign(Label::batch, header.encode());
    push.batch.body = encode_body(body);
    return push;
}

/// Bytes a record of the frames that carry a tablet's 20 visits up, in batches of at least 128 records.
double up_bytes(Texts texts) {
    SeededRandom random(seed);
    auto const deltas = workload::visits(random, visits_per_tablet, texts);
    std::size_t bytes = 0;
    std::uint64_t n = 1;
    for (std::span<Delta const> left(deltas); !left.empty();) {
        // The last visits go with the batch before them: no batch below the size that the budget speaks of.
        auto const size = left.size() < 2 * batch_records ? left.size() : batch_records;
        bytes += encode_frame(sealed(random, left.first(size), n++)).size();
        left = left.subspan(size);
    }
    return ratio(bytes, deltas.size());
}

/// Microseconds of this thread's processor a call, the least of seven rounds.
template <typename Work>
double micros(int calls, Work work) {
    double best = 1e9;
    for (int round = 0; round < 7; ++round) {
        std::clock_t const start = std::clock();
        for (int i = 0; i < calls; ++i) work();
        best = std::min(best, static_cast<double>(std::clock() - start) * 1e6 / CLOCKS_PER_SEC / calls);
    }
    return best;
}
}  // namespace

TEST_CASE("a record of phrases costs at most 25 bytes up, of free text at most 40", "[wire][budget]") {
    double const phrases = up_bytes(Texts::phrases);
    double const free_text = up_bytes(Texts::random_han);
    say("up, phrases, batches of 135 records or more", phrases, "B a record (bar 25)");
    say("up, random Han text", free_text, "B a record (bar 40)");
    CHECK(phrases <= 25);
    CHECK(free_text <= 40);
}

TEST_CASE("an Ack costs at most 5 bytes a record", "[wire][budget]") {
    SeededRandom random(seed);
    std::vector<DeltaVerdict> verdicts(batch_records);
    for (std::size_t i = 0; i < verdicts.size(); ++i) verdicts[i].seq = 40'000 + i;
    // Not all goes well: one delta waits, two are held.
    verdicts[17] = {Standing::waiting, 0, "parent"};
    verdicts[60] = verdicts[61] = {Standing::held, 0, "no_grant"};
    Ack ack;
    ack.device_epoch = 1, ack.n = 12, ack.verdicts = encode_verdicts(verdicts), ack.server_epoch = random.u64();
    ack.index = 90'000, ack.server_ms = 1'760'000'000'000, ack.tree_size = 90'001;
    random.fill(ack.tree_root), random.fill(ack.signature);
    double const bytes = ratio(encode_frame(ack).size(), batch_records);
    say("down, Ack of 135 records, three of them not joined", bytes, "B a record (bar 5)");
    CHECK(bytes <= 5);
}

TEST_CASE("a pulled record costs at most 45 bytes, of free text as well", "[wire][budget]") {
    for (auto const texts : {Texts::phrases, Texts::random_han}) {
        SeededRandom random(seed);
        // Four tablets whose visits arrived in turn; every third one's clock is wrong, so its stamps carry an effective time.
        std::vector<std::vector<Delta>> tablets;
        for (int i = 0; i < 4; ++i) tablets.push_back(workload::visits(random, 8, texts));
        std::vector<PageRow> rows;
        std::uint64_t seq = 1'000'000;
        for (std::size_t visit = 0; visit < 8; ++visit)
            for (std::size_t tablet = 0; tablet < tablets.size(); ++tablet)
                for (std::size_t i = 0; i < workload::records_per_visit; ++i) {
                    auto record = tablets[tablet][visit * workload::records_per_visit + i].record;
                    if (tablet == 3)
                        for (auto& field : record.fields)
                            for (auto& sibling : field.second.siblings)
                                sibling.stamp.effective_ms = sibling.stamp.device.time_ms - 7'400'000;
                    rows.push_back({++seq, std::move(record)});
                }
        std::size_t bytes = 0;
        for (std::size_t at = 0; at < rows.size(); at += 256) {
            Page page{{}, random.u64(), seq, random.u64(), true, false, {}, {}, {}};
            auto const end = std::min(rows.size(), at + 256);
            page.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(at),
                             rows.begin() + static_cast<std::ptrdiff_t>(end));
            bytes += encode_frame(page).size();
        }
        double const each = ratio(bytes, rows.size());
        say(texts == Texts::phrases ? "pull, phrases, pages of 256 rows of four tablets" : "pull, random Han text",
            each, "B a record (bar 45)");
        CHECK(each <= 45);
    }
}

TEST_CASE("what one small edit costs, and a record's share of processor", "[wire][budget]") {
    SeededRandom random(seed);
    auto const deltas = workload::visits(random, 3, Texts::phrases);
    auto const one = sealed(random, std::span(deltas).subspan(5, 1), 7);
    say("up, one small edit as a batch of its own", static_cast<double>(encode_frame(one).size()),
        "B a frame (budget 120)");
    // What no coding shortens: a signature, a seed that nobody can guess, and the names of what is edited.
    auto const columns_of_one = encode_columns(std::span(deltas).subspan(5, 1)).size();
    auto const names = sizeof(Hash) * 3 + sizeof(Uuid) * 2;
    say("  signature and seed", static_cast<double>(sizeof(Signature) + sizeof(Seed)), "B");
    say("  hashes of previous batch, receipt and root; device, author", static_cast<double>(names), "B");
    say("  the edit as columns", static_cast<double>(columns_of_one), "B");
    CHECK(encode_frame(one).size() <= 360);
    // An upper bound that holds in a build without optimisation under sanitizers; the figure to compare is the printed one.
    auto const columns = encode_columns(deltas);
    double const encode = micros(60, [&] { (void)encode_columns(deltas); }) / static_cast<double>(deltas.size());
    double const decode =
        micros(60, [&] { (void)decode_columns(columns, deltas.size()); }) / static_cast<double>(deltas.size());
    say("encode", encode, "us a record");
    say("decode", decode, "us a record (target 2)");
    say("columns alone", ratio(columns.size(), deltas.size()), "B a record");
    CHECK(decode <= 60);
}
