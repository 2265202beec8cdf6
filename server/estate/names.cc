#include "server/estate/names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace lintel {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 40> kBritishForenames = {
    "Daniel",  "Grace",  "Paul",   "Sandra",  "Neil",     "Lee",    "Kerry-Ann", "Bob",
    "Chloé",   "Megan",  "Joshua", "Hannah",  "Callum",   "Ruby",   "Owen",      "Alfie",
    "Pauline", "Trevor", "Doreen", "Stanley", "Leanne",   "Darren", "Stacey",    "Craig",
    "Jade",    "Kieran", "Tracey", "Wayne",   "Gemma",    "Ryan",   "Zoë",       "Marcus",
    "Denise",  "Errol",  "Joyce",  "Winston", "Beverley", "Curtis", "Sharon",    "Clive"};
constexpr std::array<std::string_view, 44> kBritishSurnames = {
    "Smith",      "Jones",       "Hill",     "Ashworth", "Whitcombe",  "Marsh",    "Taylor",
    "Walker",     "Hughes",      "Barnes",   "Fletcher", "Hargreaves", "Naylor",   "Sutcliffe",
    "Thackray",   "Ogden",       "Pickles",  "Bairstow", "Greenwood",  "Clegg",    "Entwistle",
    "Birtwistle", "Fitz-Gerald", "Campbell", "Stewart",  "McKenzie",   "Baptiste", "Clarke",
    "Henry",      "Grant",       "Francis",  "Webb",     "Pearce",     "Dyer",     "Holt",
    "Crane",      "Peel",        "Marlow",   "Thorne",   "Lister",     "Rudd",     "Sykes",
    "Beaumont",   "Haigh"};
constexpr std::array<std::string_view, 12> kWelshForenames = {"Siân",
                                                              "Gareth",
                                                              "Bronwen",
                                                              "Rhys",
                                                              "Angharad",
                                                              "Gethin",
                                                              "Cerys",
                                                              "Ieuan",
                                                              "Nerys",
                                                              "Llŷr",
                                                              "Tomos",
                                                              "Mêr"};
constexpr std::array<std::string_view, 9> kWelshSurnames = {"Llŷr",
                                                            "Prys",
                                                            "ap Gwilym",
                                                            "Llywelyn",
                                                            "Bowen",
                                                            "Cadwaladr",
                                                            "Gruffydd",
                                                            "Tŷwyn",
                                                            "Rhydderch"};
constexpr std::array<std::string_view, 12> kIrishForenames = {"Aoife",
                                                              "Ciarán",
                                                              "Siobhán",
                                                              "Pádraig",
                                                              "Niamh",
                                                              "Eoin",
                                                              "Róisín",
                                                              "Seán",
                                                              "Gráinne",
                                                              "Oisín",
                                                              "Máire",
                                                              "Declan"};
constexpr std::array<std::string_view, 10> kIrishSurnames = {"O'Brien",
                                                             "Ó Súilleabháin",
                                                             "Doyle",
                                                             "Corrigan",
                                                             "Ní Dhomhnaill",
                                                             "Mac Giolla",
                                                             "Byrne",
                                                             "O'Shea",
                                                             "Ó Conaill",
                                                             "Kinsella"};
constexpr std::array<std::string_view, 14> kPolishForenames = {"Łukasz",
                                                               "Zofia",
                                                               "Maja",
                                                               "Małgorzata",
                                                               "Paweł",
                                                               "Agnieszka",
                                                               "Wojciech",
                                                               "Ewa",
                                                               "Grzegorz",
                                                               "Iwona",
                                                               "Michał",
                                                               "Jadwiga",
                                                               "Stanisław",
                                                               "Żaneta"};
constexpr std::array<std::string_view, 12> kPolishSurnames = {"Świątek",
                                                              "Kowalczyk",
                                                              "Nowak",
                                                              "Wójcik",
                                                              "Dąbrowska",
                                                              "Żak",
                                                              "Lewandowska",
                                                              "Gołąb",
                                                              "Szczęsny",
                                                              "Źrebiec",
                                                              "Kaźmierczak",
                                                              "Wróbel"};
constexpr std::array<std::string_view, 16> kSouthAsianForenames = {"Mohammed",
                                                                   "Fatima",
                                                                   "Aisha",
                                                                   "Priya",
                                                                   "Tahmid",
                                                                   "Yusuf",
                                                                   "Sunita",
                                                                   "Rajesh",
                                                                   "Nasreen",
                                                                   "Imran",
                                                                   "Gurpreet",
                                                                   "Harjit",
                                                                   "Lakshmi",
                                                                   "Shabana",
                                                                   "Farhan",
                                                                   "Meena"};
constexpr std::array<std::string_view, 14> kSouthAsianSurnames = {"Begum",
                                                                  "Khan",
                                                                  "Patel",
                                                                  "Rahman",
                                                                  "Shah",
                                                                  "Hussain",
                                                                  "Kaur",
                                                                  "Singh",
                                                                  "Chowdhury",
                                                                  "Iyer",
                                                                  "Miah",
                                                                  "Akhtar",
                                                                  "Gill",
                                                                  "Nair"};
constexpr std::array<std::string_view, 14> kAfricanForenames = {"Ngozi",
                                                                "Chidi",
                                                                "Amara",
                                                                "Kwame",
                                                                "Abena",
                                                                "Tunde",
                                                                "Adébáyọ̀",
                                                                "Fọlákẹ́",
                                                                "Wanjiru",
                                                                "Hodan",
                                                                "Abdi",
                                                                "Thandiwe",
                                                                "Sipho",
                                                                "Ifeoma"};
constexpr std::array<std::string_view, 12> kAfricanSurnames = {"Okafor",
                                                               "Onyango",
                                                               "Mensah",
                                                               "Adéyẹmí",
                                                               "Boateng",
                                                               "Warsame",
                                                               "Dlamini",
                                                               "Nwosu",
                                                               "Achieng",
                                                               "Tesfaye",
                                                               "Ọláyínká",
                                                               "Diallo"};
constexpr std::array<std::string_view, 8> kVietnameseForenames = {
    "Linh", "Hương", "Dũng", "Thảo", "Văn Minh", "Ngọc Ánh", "Phúc", "Mỹ Duyên"};
constexpr std::array<std::string_view, 6> kVietnameseSurnames = {
    "Nguyễn", "Trần", "Phạm", "Huỳnh", "Đặng", "Võ"};
constexpr std::array<std::string_view, 14> kEuropeanForenames = {"José",
                                                                 "João",
                                                                 "Dmytro",
                                                                 "Olena",
                                                                 "Ivan",
                                                                 "Jürgen",
                                                                 "Ødger",
                                                                 "Ştefan",
                                                                 "Ioana",
                                                                 "Giulia",
                                                                 "Zsófia",
                                                                 "Aušra",
                                                                 "Jiří",
                                                                 "François"};
constexpr std::array<std::string_view, 14> kEuropeanSurnames = {"van der Berg",
                                                                "Müller",
                                                                "Petrov",
                                                                "Lindqvist",
                                                                "da Conceição",
                                                                "Șerban",
                                                                "Kovács",
                                                                "Dvořák",
                                                                "Kazlauskienė",
                                                                "Shevchenko",
                                                                "D'Souza",
                                                                "Muñoz",
                                                                "de la Cruz",
                                                                "Yıldız"};
constexpr std::array<std::string_view, 8> kArabicForenames = {
    "محمد", "فاطمة", "أحمد", "مريم", "يوسف", "زينب", "خالد", "ليلى"};
constexpr std::array<std::string_view, 6> kArabicSurnames = {
    "العلي", "الحسن", "الخطيب", "منصور", "حداد", "النجار"};
constexpr std::array<std::string_view, 8> kChineseForenames = {
    "小明", "丽华", "伟", "秀英", "建国", "雪梅", "志强", "芳"};
constexpr std::array<std::string_view, 6> kChineseSurnames = {"王", "李", "张", "陈", "林", "欧阳"};
constexpr std::array<std::string_view, 8> kSingleNames = {
    "Thida", "Putri", "Aung", "Suharno", "Ranjana", "Tenzin", "Madhavi", "Wulan"};

/// Where some of the town's families come from, and how many in a thousand.
struct Heritage {
  int per_mille;
  Words forenames;
  Words surnames;  // empty: one name only
};
const std::array<Heritage, 11> kHeritages = {{
    {470, kBritishForenames, kBritishSurnames},
    {40, kWelshForenames, kWelshSurnames},
    {60, kIrishForenames, kIrishSurnames},
    {80, kPolishForenames, kPolishSurnames},
    {145, kSouthAsianForenames, kSouthAsianSurnames},
    {75, kAfricanForenames, kAfricanSurnames},
    {20, kVietnameseForenames, kVietnameseSurnames},
    {65, kEuropeanForenames, kEuropeanSurnames},
    {20, kArabicForenames, kArabicSurnames},
    {15, kChineseForenames, kChineseSurnames},
    {10, kSingleNames, {}},
}};

const Heritage& heritage(Chance& chance) {
  std::int64_t at = chance.between(0, 999);
  for (const Heritage& each : kHeritages) {
    if (at < each.per_mille) return each;
    at -= each.per_mille;
  }
  return kHeritages.front();
}

/// Names that no letter table can put into Latin letters.
constexpr std::array<std::pair<std::string_view, std::string_view>, 28> kTransliterated = {{
    {"محمد", "Mohammed"}, {"فاطمة", "Fatima"},     {"أحمد", "Ahmad"},       {"مريم", "Maryam"},
    {"يوسف", "Yusuf"},    {"زينب", "Zaynab"},      {"خالد", "Khalid"},      {"ليلى", "Layla"},
    {"العلي", "Al-Ali"},  {"الحسن", "Al-Hassan"},  {"الخطيب", "Al-Khatib"}, {"منصور", "Mansour"},
    {"حداد", "Haddad"},   {"النجار", "Al-Najjar"}, {"小明", "Xiaoming"},    {"丽华", "Lihua"},
    {"伟", "Wei"},        {"秀英", "Xiuying"},     {"建国", "Jianguo"},     {"雪梅", "Xuemei"},
    {"志强", "Zhiqiang"}, {"芳", "Fang"},          {"王", "Wang"},          {"李", "Li"},
    {"张", "Zhang"},      {"陈", "Chen"},          {"林", "Lin"},           {"欧阳", "Ouyang"},
}};

struct PlainLetter {
  std::string_view letter;
  std::string_view plain;
};
/// Letters outside Windows-1252; the accents of Yoruba stand as marks of their own.
constexpr std::array kOutside1252 = {
    PlainLetter{"Ś", "S"}, PlainLetter{"ś", "s"},     PlainLetter{"ą", "a"},
    PlainLetter{"ę", "e"}, PlainLetter{"Ł", "L"},     PlainLetter{"ł", "l"},
    PlainLetter{"ż", "z"}, PlainLetter{"Ż", "Z"},     PlainLetter{"ź", "z"},
    PlainLetter{"Ź", "Z"}, PlainLetter{"ń", "n"},     PlainLetter{"ć", "c"},
    PlainLetter{"ŷ", "y"}, PlainLetter{"ư", "u"},     PlainLetter{"ơ", "o"},
    PlainLetter{"ũ", "u"}, PlainLetter{"ả", "a"},     PlainLetter{"ă", "a"},
    PlainLetter{"ọ", "o"}, PlainLetter{"Ọ", "O"},     PlainLetter{"ẹ", "e"},
    PlainLetter{"ễ", "e"}, PlainLetter{"ầ", "a"},     PlainLetter{"ạ", "a"},
    PlainLetter{"ỳ", "y"}, PlainLetter{"Đ", "D"},     PlainLetter{"ặ", "a"},
    PlainLetter{"ỹ", "y"}, PlainLetter{"Ș", "S"},     PlainLetter{"Ş", "S"},
    PlainLetter{"ş", "s"}, PlainLetter{"ř", "r"},     PlainLetter{"ė", "e"},
    PlainLetter{"ı", "i"}, PlainLetter{"\u0300", ""}, PlainLetter{"\u0301", ""},
};
/// Letters within Windows-1252 that ASCII has not, with their Windows-1252 byte.
struct WesternLetter {
  std::string_view letter;
  std::string_view plain;
  unsigned char byte;
};
constexpr std::array kWestern = {
    WesternLetter{"á", "a", 0xe1}, WesternLetter{"â", "a", 0xe2}, WesternLetter{"ã", "a", 0xe3},
    WesternLetter{"ç", "c", 0xe7}, WesternLetter{"é", "e", 0xe9}, WesternLetter{"ê", "e", 0xea},
    WesternLetter{"ë", "e", 0xeb}, WesternLetter{"í", "i", 0xed}, WesternLetter{"ñ", "n", 0xf1},
    WesternLetter{"ò", "o", 0xf2}, WesternLetter{"ó", "o", 0xf3}, WesternLetter{"Ó", "O", 0xd3},
    WesternLetter{"õ", "o", 0xf5}, WesternLetter{"Ø", "O", 0xd8}, WesternLetter{"ú", "u", 0xfa},
    WesternLetter{"ü", "u", 0xfc}, WesternLetter{"ý", "y", 0xfd}, WesternLetter{"š", "s", 0x9a},
    WesternLetter{"Á", "A", 0xc1}, WesternLetter{"à", "a", 0xe0}, WesternLetter{"è", "e", 0xe8},
    WesternLetter{"ì", "i", 0xec}, WesternLetter{"ù", "u", 0xf9}, WesternLetter{"ö", "o", 0xf6},
    WesternLetter{"ä", "a", 0xe4},
};

std::size_t letter_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

bool is_ascii(std::string_view text) {
  return std::all_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

template <class Table>
const auto* find_letter(const Table& table, std::string_view letter) {
  const auto found = std::find_if(
      table.begin(), table.end(), [&](const auto& row) { return row.letter == letter; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

PersonName invented_name(Chance& chance, std::string_view family) {
  const Heritage& from = heritage(chance);
  PersonName name{std::string(chance.one_of(from.forenames)), ""};
  if (from.surnames.empty()) return {"", name.forename};
  name.surname = chance.one_of(from.surnames);
  if (!family.empty()) name.surname = family;
  return name;
}

std::string flattened(std::string_view text, bool keep_western) {
  if (is_ascii(text)) return std::string(text);
  for (const auto& [name, latin] : kTransliterated) {
    if (name == text) return std::string(latin);
  }
  std::string plain;
  while (!text.empty()) {
    const std::string_view letter = text.substr(0, letter_length(text.front()));
    text.remove_prefix(letter.size());
    if (const auto* outside = find_letter(kOutside1252, letter)) {
      plain += outside->plain;
    } else if (const auto* western = find_letter(kWestern, letter)) {
      plain += keep_western ? western->letter : western->plain;
    } else {
      plain += letter.size() == 1 ? letter : "?";
    }
  }
  return plain;
}

std::string in_windows_1252(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  const std::string western = flattened(text, true);
  std::string bytes;
  for (std::size_t at = 0; at < western.size();) {
    const std::string_view letter =
        std::string_view(western).substr(at, letter_length(western[at]));
    const auto* found = find_letter(kWestern, letter);
    bytes += found ? static_cast<char>(found->byte) : western[at];
    at += letter.size();
  }
  return bytes;
}

}  // namespace lintel
