#pragma once

#include <array>
#include <string_view>

namespace mingcha::demo {

/// A piece of a name: characters, pinyin as written in English, initials of the syllables.
struct Piece {
    std::string_view zh, en, initials;
};

struct District {
    std::string_view code, zh, en;
    std::string_view short_zh, initials;  ///< as school names begin
    int schools;                          ///< of 2,800, DOMAIN 3.2
    std::int64_t lat, lon;                ///< micro-degrees, about its middle
};

// clang-format off
/// GB/T 2260 codes. 高新区 (370176 in statistics) is not in that standard, so its code is empty: offices without one are normal.
inline constexpr std::array districts{
    District{"370102", "历下区", "Lixia District", "历下区", "lxq", 250, 36'664'000, 117'076'000},
    District{"370103", "市中区", "Shizhong District", "市中区", "szq", 270, 36'651'000, 116'997'000},
    District{"370104", "槐荫区", "Huaiyin District", "槐荫区", "hyq", 200, 36'651'000, 116'901'000},
    District{"370105", "天桥区", "Tianqiao District", "天桥区", "tqq", 230, 36'678'000, 116'987'000},
    District{"370112", "历城区", "Licheng District", "历城区", "lcq", 310, 36'680'000, 117'065'000},
    District{"370113", "长清区", "Changqing District", "长清区", "cqq", 190, 36'554'000, 116'752'000},
    District{"370114", "章丘区", "Zhangqiu District", "章丘区", "zqq", 330, 36'681'000, 117'526'000},
    District{"370115", "济阳区", "Jiyang District", "济阳区", "jyq", 180, 36'979'000, 117'173'000},
    District{"370116", "莱芜区", "Laiwu District", "莱芜区", "lwq", 300, 36'203'000, 117'660'000},
    District{"370117", "钢城区", "Gangcheng District", "钢城区", "gcq", 100, 36'059'000, 117'811'000},
    District{"370124", "平阴县", "Pingyin County", "平阴县", "pyx", 110, 36'289'000, 116'456'000},
    District{"370126", "商河县", "Shanghe County", "商河县", "shx", 180, 37'309'000, 117'157'000},
    District{"", "济南高新技术产业开发区", "Jinan High-tech Zone", "高新区", "gxq", 150, 36'676'000, 117'130'000},
};

inline constexpr std::array first_pieces{
    Piece{"育", "Yu", "y"},   Piece{"明", "Ming", "m"}, Piece{"文", "Wen", "w"},  Piece{"泉", "Quan", "q"},  Piece{"舜", "Shun", "s"},
    Piece{"锦", "Jin", "j"},  Piece{"康", "Kang", "k"}, Piece{"清", "Qing", "q"}, Piece{"启", "Qi", "q"},    Piece{"德", "De", "d"},
    Piece{"嘉", "Jia", "j"},  Piece{"汇", "Hui", "h"},  Piece{"崇", "Chong", "c"}, Piece{"博", "Bo", "b"},   Piece{"和", "He", "h"},
    Piece{"燕", "Yan", "y"},  Piece{"龙", "Long", "l"}, Piece{"凤", "Feng", "f"}, Piece{"翠", "Cui", "c"},   Piece{"景", "Jing", "j"},
};
inline constexpr std::array second_pieces{
    Piece{"英", "ying", "y"}, Piece{"华", "hua", "h"},  Piece{"新", "xin", "x"},  Piece{"林", "lin", "l"},   Piece{"源", "yuan", "y"},
    Piece{"苑", "yuan", "y"}, Piece{"山", "shan", "s"}, Piece{"河", "he", "h"},   Piece{"园", "yuan", "y"},  Piece{"才", "cai", "c"},
    Piece{"贤", "xian", "x"}, Piece{"正", "zheng", "z"}, Piece{"阳", "yang", "y"}, Piece{"湖", "hu", "h"},   Piece{"达", "da", "d"},
    Piece{"升", "sheng", "s"}, Piece{"秀", "xiu", "x"}, Piece{"远", "yuan", "y"}, Piece{"诚", "cheng", "c"}, Piece{"雅", "ya", "y"},
};

struct Kind {
    std::string_view code;
    Piece ending;       ///< 小学, Primary School, xx
    int in_hundred;     ///< synthetic mix
    int students_from, students_to;
};
inline constexpr std::array kinds{
    Kind{"kindergarten", {"幼儿园", "Kindergarten", "yey"}, 36, 90, 360},
    Kind{"primary", {"小学", "Primary School", "xx"}, 34, 300, 1'800},
    Kind{"junior", {"中学", "Junior Middle School", "zx"}, 15, 400, 1'600},
    Kind{"nine_year", {"九年一贯制学校", "Nine-year School", "jnygzxx"}, 6, 600, 2'400},
    Kind{"senior", {"高级中学", "Senior Middle School", "gjzx"}, 5, 900, 2'600},
    Kind{"vocational", {"职业学校", "Vocational School", "zyxx"}, 3, 600, 2'200},
    Kind{"special", {"特殊教育学校", "Special Education School", "tsjyxx"}, 1, 60, 200},
};

inline constexpr std::array surnames{
    Piece{"王", "Wang", "w"}, Piece{"李", "Li", "l"},    Piece{"张", "Zhang", "z"}, Piece{"刘", "Liu", "l"},  Piece{"陈", "Chen", "c"},
    Piece{"杨", "Yang", "y"}, Piece{"赵", "Zhao", "z"},  Piece{"孙", "Sun", "s"},   Piece{"周", "Zhou", "z"}, Piece{"吴", "Wu", "w"},
    Piece{"徐", "Xu", "x"},   Piece{"马", "Ma", "m"},    Piece{"朱", "Zhu", "z"},   Piece{"胡", "Hu", "h"},   Piece{"郭", "Guo", "g"},
    Piece{"高", "Gao", "g"},  Piece{"林", "Lin", "l"},   Piece{"郑", "Zheng", "z"}, Piece{"宋", "Song", "s"}, Piece{"韩", "Han", "h"},
};
inline constexpr std::array given_first{
    Piece{"建", "jian", "j"}, Piece{"秀", "xiu", "x"},  Piece{"志", "zhi", "z"},  Piece{"桂", "gui", "g"}, Piece{"明", "ming", "m"},
    Piece{"淑", "shu", "s"},  Piece{"国", "guo", "g"},  Piece{"丽", "li", "l"},   Piece{"海", "hai", "h"}, Piece{"玉", "yu", "y"},
    Piece{"永", "yong", "y"}, Piece{"慧", "hui", "h"},
};
inline constexpr std::array given_second{
    Piece{"军", "jun", "j"},   Piece{"英", "ying", "y"}, Piece{"强", "qiang", "q"}, Piece{"兰", "lan", "l"}, Piece{"平", "ping", "p"},
    Piece{"梅", "mei", "m"},   Piece{"峰", "feng", "f"}, Piece{"敏", "min", "m"},   Piece{"华", "hua", "h"}, Piece{"红", "hong", "h"},
    Piece{"涛", "tao", "t"},   Piece{"芳", "fang", "f"},
};
inline constexpr std::array roads{
    Piece{"泉城路", "Quancheng Road", "qcl"}, Piece{"文化路", "Wenhua Road", "whl"}, Piece{"解放路", "Jiefang Road", "jfl"},
    Piece{"学院路", "Xueyuan Road", "xyl"},   Piece{"和平路", "Heping Road", "hpl"}, Piece{"山大路", "Shanda Road", "sdl"},
};
// clang-format on

}  // namespace mingcha::demo
