#include "server/store/log_reader.hpp"

#include <bit>

namespace mingcha::store {

namespace {
constexpr std::uint64_t tile_width = std::uint64_t{1} << tile_height;

/// The level of the tile that these leaves are; 0 = they are none.
unsigned level_of(std::uint64_t first, std::uint64_t count) {
    bool const aligned = std::has_single_bit(count) && first % count == 0;
    auto const height = static_cast<unsigned>(std::countr_zero(count));
    return aligned && height % tile_height == 0 ? height / tile_height : 0;
}
}  // namespace

LogReader::LogReader(sqlite::Database& db)
    : leaves_(db, "SELECT leaf FROM log WHERE idx>=?1 AND idx<?2 ORDER BY idx"),
      tile_(db, "SELECT hash FROM log_tile WHERE level=?1 AND idx=?2") {}

Hash LogReader::root(std::uint64_t first, std::uint64_t count) {
    if (auto const level = level_of(first, count); level > 0) {
        sqlite::Use const use(tile_);
        if (!tile_.with(std::int64_t{level}, first / count).step())
            throw sqlite::Failure({"corrupt", "a tile of the log is missing"});
        return hash_from(tile_.blob(0));
    }
    if (count > tile_width) {
        auto const split = std::bit_floor(count - 1);
        return node_hash(root(first, split), root(first + split, count - split));
    }
    sqlite::Use const use(leaves_);
    leaves_.with(first, first + count);
    MerkleFrontier part;
    while (leaves_.step()) part.append(hash_from(leaves_.blob(0)));
    if (part.size() != count) throw sqlite::Failure({"corrupt", "leaves of the log are missing"});
    return part.root();
}

void complete_tiles(sqlite::Database& db, std::uint64_t log_size) {
    sqlite::Statement have(db, "SELECT count(*) FROM log_tile WHERE level=1");
    if (have.step() && have.unsigned_integer(0) == log_size / tile_width) return;
    db.execute("DELETE FROM log_tile");
    sqlite::Statement put(db, "INSERT INTO log_tile VALUES (?1,?2,?3)");
    sqlite::Statement leaves(db, "SELECT leaf FROM log ORDER BY idx");
    MerkleFrontier log;
    std::vector<MerkleTile> full;
    while (leaves.step()) {
        log.append(hash_from(leaves.blob(0)), &full);
        for (auto const& tile : full) put.with(std::int64_t{tile.level}, tile.index, ByteView(tile.root)).run();
        full.clear();
    }
}

}  // namespace mingcha::store
