def test_page(page, live_server):
    r=page.goto("/accounts/login/"); print(page.title(), r.status); page.screenshot(path="/tmp/pf/login.png")
    assert r.status==200
    page.goto("/accounts/signup/"); print(page.title())
