#include <gtest/gtest.h>

#include "server/http/form_reader.h"
#include "server/http/request_reader.h"
#include "server/http/router.h"
#include "server/http/text_rules.h"

namespace lintel {
namespace {

HttpSettings settings() {
  HttpSettings made;
  made.hosts = {"here"};
  made.trusted_proxies = {"10.1.1.1"};
  return made;
}

RawHead get(std::string target) {
  return {"GET", std::move(target), "HTTP/1.1", {{"Host", "here"}}, "10.9.9.9"};
}

Request request_of(const RawHead& raw) {
  return read_body(read_head(raw, settings()).value(), "").value();
}

TEST(RequestReader, DecodesThePathOnceAndTheQueryAsAForm) {
  const Request request = request_of(get("/cases/Si%C3%A2n%2525?q=O%27Brien+%26+son&empty="));
  EXPECT_EQ(request.path, "/cases/Siân%25");
  EXPECT_EQ(request.query.text("q"), "O'Brien & son");
  EXPECT_TRUE(request.query.has("empty"));
}

TEST(RequestReader, BelievesTheProxyAndNobodyElseAboutAddressAndTls) {
  RawHead raw = get("/");
  raw.headers.emplace_back("X-Forwarded-For", "192.0.2.7");
  raw.headers.emplace_back("X-Forwarded-Proto", "https");
  EXPECT_EQ(request_of(raw).remote_address, "10.9.9.9");
  EXPECT_FALSE(request_of(raw).secure);
  raw.remote_address = "10.1.1.1";
  EXPECT_EQ(request_of(raw).remote_address, "192.0.2.7");
  EXPECT_TRUE(request_of(raw).secure);
}

TEST(RequestReader, RefusesAForwardedAddressThatIsSeveral) {
  RawHead raw = get("/");
  raw.remote_address = "10.1.1.1";
  raw.headers.emplace_back("X-Forwarded-For", "192.0.2.7, 10.0.0.1");
  EXPECT_EQ(read_head(raw, settings()).error().code, 400);
}

TEST(RequestReader, TakesACookieThatStandsTwiceAsAbsent) {
  RawHead raw = get("/");
  raw.headers.emplace_back("Cookie", "sid=mine; form=f; sid=planted");
  const Request request = request_of(raw);
  EXPECT_EQ(request.cookie("sid"), "");
  EXPECT_EQ(request.cookie("form"), "f");
}

TEST(RequestReader, KeepsTheBodyOfAnApiCallAndRefusesItElsewhere) {
  RawHead raw{"POST",
              "/api/law/regime",
              "HTTP/1.1",
              {{"Host", "here"}, {"Content-Length", "2"}, {"Content-Type", "application/json"}},
              ""};
  EXPECT_EQ(read_body(read_head(raw, settings()).value(), "{}")->body, "{}");
  raw.target = "/cases";
  EXPECT_EQ(read_body(read_head(raw, settings()).value(), "{}").error().code, 415);
}

TEST(FormReader, LetsOnlyNamesInBracketsRepeat) {
  EXPECT_EQ(read_urlencoded("case[]=1&case[]=2")->all("case[]"),
            (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(read_urlencoded("case=1&case=2").error(), "A field is given twice.");
}

TEST(FormReader, ReadsAnUploadedFileWithItsFields) {
  const std::string body =
      "--xyz\r\nContent-Disposition: form-data; name=\"layout\"\r\n\r\ncx\r\n"
      "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\rents\\week "
      "34.csv\"\r\n"
      "Content-Type: text/csv\r\n\r\na,b\r\n--xy,c\r\n\r\n--xyz--\r\n";
  const auto form = read_multipart(body, "xyz");
  ASSERT_TRUE(form) << form.error();
  EXPECT_EQ(form->fields.text("layout"), "cx");
  ASSERT_EQ(form->files.size(), 1U);
  EXPECT_EQ(form->files[0].filename, "week 34.csv");
  EXPECT_EQ(form->files[0].content, "a,b\r\n--xy,c\r\n");
}

TEST(FormReader, RefusesAFormThatIsCutOffAnywhere) {
  const std::string body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--";
  ASSERT_TRUE(read_multipart(body, "b"));
  for (std::size_t length = 0; length < body.size(); ++length) {
    EXPECT_FALSE(read_multipart(body.substr(0, length), "b")) << "cut at " << length;
  }
}

TEST(FormReader, RefusesABoundaryThatIsNone) {
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=----WebKitFormBoundaryA1"),
            "----WebKitFormBoundaryA1");
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=\"a b\""), "");
  EXPECT_EQ(multipart_boundary("multipart/form-data"), "");
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')), "");
}

TEST(TextRules, KnowUtf8FromBytes) {
  EXPECT_TRUE(is_utf8_text("محمد 王小明"));
  for (const std::string& wrong : {std::string("\xc0\x80"),
                                   std::string("\xed\xa0\x80"),
                                   std::string("\xf5\x80\x80\x80"),
                                   std::string("\xe2\x82"),
                                   std::string("a\0b", 3)}) {
    EXPECT_FALSE(is_utf8_text(wrong));
  }
}

Handler named(int code) {
  return [code](const Request&) { return Response(code); };
}

TEST(Router, PrefersWordsToNamesAndNamesToTheRest) {
  Router router;
  router.get("/cases/{ref}", any_person(), named(201));
  router.get("/cases/new", any_person(), named(202));
  router.post("/cases/{ref}/notes", any_person(), named(203));
  router.get_below("/assets/", anyone(), named(204));

  EXPECT_EQ(router.find(Method::get, "/cases/new").route->handler({}).code(), 202);
  const Router::Match one = router.find(Method::head, "/cases/T-1");
  EXPECT_EQ(one.route->handler({}).code(), 201);
  EXPECT_EQ(one.parts.at("ref"), "T-1");
  EXPECT_EQ(router.find(Method::get, "/assets/a/b.css").parts.at("path"), "a/b.css");
  EXPECT_EQ(router.find(Method::get, "/assets/").route, nullptr);
  EXPECT_EQ(router.find(Method::get, "/cases/").route, nullptr);
  EXPECT_EQ(router.find(Method::get, "/cases/T-1/more").route, nullptr);
  const Router::Match wrong = router.find(Method::get, "/cases/T-1/notes");
  EXPECT_EQ(wrong.route, nullptr);
  EXPECT_TRUE(wrong.path_is_known);
}

TEST(Router, RefusesASecondHandlerForOneAddress) {
  Router router;
  router.get("/", anyone(), named(200));
  EXPECT_THROW(router.get("/", anyone(), named(200)), std::logic_error);
}

TEST(Response, RefusesWhatCouldStartALineOfItsOwn) {
  Response response(200);
  EXPECT_THROW(response.header("X-Note", "a\r\nSet-Cookie: sid=planted"), std::invalid_argument);
  EXPECT_THROW(response.header("X\r\nY", "a"), std::invalid_argument);
  EXPECT_THROW(response.cookie("sid", "a\r\nX: y", false), std::invalid_argument);
  EXPECT_THROW(response.cookie("sid", "a; Domain=evil.example", false), std::invalid_argument);
}

TEST(Response, RedirectsWithinOurselvesOnly) {
  EXPECT_EQ(redirect("/cases/T-1?tab=account").headers().at("Location"), "/cases/T-1?tab=account");
  for (const char* elsewhere :
       {"//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nX: y", "evil"}) {
    EXPECT_EQ(redirect(elsewhere).headers().at("Location"), "/") << elsewhere;
  }
}

TEST(Response, NamesAFileInAnyScript) {
  EXPECT_EQ(pdf("%PDF", "Letter \"1\" Świątek\r\n.pdf").headers().at("Content-Disposition"),
            "inline; filename=\"Letter _1_ __wi__tek__.pdf\"; "
            "filename*=UTF-8''Letter%20%221%22%20%C5%9Awi%C4%85tek%0D%0A.pdf");
}

}  // namespace
}  // namespace lintel
