//! Where a site's scripts begin: what a page's HTML and the sitemap say.

use url::Url;

use super::chunks::has_ending;

/// Finds the script `runtime~main` that a page's HTML names.
pub(super) fn runtime(html: &str, page: &Url) -> Option<Url> {
    let is_end = |it: char| it.is_whitespace() || matches!(it, '"' | '\'' | '<' | '>' | '=' | '`' | '(' | ')');
    ["runtime~main", "runtime%7Emain"].into_iter().flat_map(|name| html.match_indices(name)).find_map(|(at, _)| {
        let (before, behind) = html.split_at_checked(at)?;
        let start = before.rfind(is_end).map_or(0, |start| start.saturating_add(1));
        let end = behind.find(is_end).unwrap_or(behind.len());
        let name = format!("{}{}", before.get(start..)?, behind.get(..end)?);
        let url = page.join(&name).ok()?;
        has_ending(url.path(), "js").then_some(url)
    })
}

/// Lists the pages that a sitemap names, each on the site that is asked, whatever host the site was built for.
pub(super) fn pages(sitemap: &str, site: &Url) -> Vec<Url> {
    let locations = sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    let urls = locations.filter_map(|location| {
        let location = Url::parse(location.trim()).ok()?;
        let mut url = site.clone();
        url.set_path(location.path());
        url.set_query(None);
        Some(url)
    });
    // A sitemap may only list other sitemaps.
    urls.filter(|url| !has_ending(url.path(), "xml")).collect()
}

/// The root of a site, which the names of scripts are seen from.
pub(super) fn root(runtime: &Url, script: &str, code: &str) -> Option<Url> {
    let folder = script.rfind('/').and_then(|end| script.get(..=end)).unwrap_or_default();
    let path = runtime.path();
    let of_scripts = path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or("/");
    let root = match of_scripts.strip_suffix(folder).filter(|root| root.ends_with('/')) {
        Some(root) => root,
        None => code.split_once(".p=\"")?.1.split_once('"')?.0,
    };
    runtime.join(root).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn the_runtime_is_found_however_it_is_named() {
        let page = url("https://docs.example.com/api/x");
        let expected = url("https://docs.example.com/api/assets/js/runtime~main.1.js");
        for html in [
            "<script src=\"/api/assets/js/runtime~main.1.js\" defer></script>",
            "<script src=/api/assets/js/runtime~main.1.js defer></script>",
            "<link rel=preload href='assets/js/runtime~main.1.js' as=script>",
            "<p>runtime~main</p><script src=\"https://docs.example.com/api/assets/js/runtime~main.1.js\">",
        ] {
            assert_eq!(runtime(html, &page), Some(expected.clone()), "{html}");
        }
        assert_eq!(runtime("<p>runtime~main</p>", &page), None);
    }

    #[test]
    fn a_sitemap_is_that_of_the_host_that_is_asked() {
        let sitemap = "<urlset><url><loc>https://built.example/api/a</loc></url><url><loc> /b </loc></url>\
                       <loc>https://x.example/part.xml</loc></urlset>";
        assert_eq!(pages(sitemap, &url("http://127.0.0.1:1/api/?q")), [url("http://127.0.0.1:1/api/a")]);
    }

    #[test]
    fn scripts_are_seen_from_the_root() {
        let runtime = url("https://x.example/api/assets/js/runtime~main.1.js");
        assert_eq!(root(&runtime, "assets/js/a.js", ""), Some(url("https://x.example/api/")));
        assert_eq!(root(&runtime, "js/a.js", "f.p=\"/y/\""), Some(url("https://x.example/api/assets/")));
        assert_eq!(root(&runtime, "static/a.js", "f.p=\"/y/\""), Some(url("https://x.example/y/")));
        assert_eq!(root(&runtime, "static/a.js", ""), None);
    }
}
