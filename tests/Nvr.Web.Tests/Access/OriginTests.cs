using System.Net;
using System.Net.WebSockets;
using Xunit;

namespace Nvr.Web.Tests.Access;

/// <summary>Other sites must not be able to use a visitor's cookie.</summary>
public sealed class OriginTests : IAsyncLifetime
{
    private TestBox box = null!;
    private string cookie = "";
    private string camera = "";

    private string OwnOrigin => box.Address.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        camera = box.Cameras.Add("Door").ToString();
        using HttpClient browser = box.NewClient();
        using HttpResponseMessage answer = await browser.PostAsync(
            "/api/v1/sessions", TestBox.Body(new { userName = TestBox.AdminName, password = TestBox.AdminPassword }));
        cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    public ValueTask DisposeAsync() => box.DisposeAsync();

    [Theory]
    [InlineData(null, null, HttpStatusCode.Forbidden)]
    [InlineData("http://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("null", null, HttpStatusCode.Forbidden)]
    [InlineData("own", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("own", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("own", "same-origin", HttpStatusCode.NotFound)]
    [InlineData("own", null, HttpStatusCode.NotFound)]
    public async Task Change_ByCookie_NeedsTheOwnOrigin(string? origin, string? site, HttpStatusCode expected)
    {
        using HttpClient client = box.NewClient();
        using HttpRequestMessage request = new(HttpMethod.Delete, "/api/v1/holds/7");
        request.Headers.Add("Cookie", cookie);
        AddOrigin(request, origin, site);
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_FromAnotherSite_IsRefused()
    {
        using HttpClient client = box.NewClient();
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/sessions");
        request.Content = TestBox.Body(new { userName = TestBox.AdminName, password = TestBox.AdminPassword });
        AddOrigin(request, "https://evil.example", null);
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example", false)]
    [InlineData(null, false)]
    [InlineData("own", true)]
    public async Task WebSocket_ByCookie_NeedsTheOwnOrigin(string? origin, bool accepted)
    {
        using ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Cookie", cookie);
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin == "own" ? OwnOrigin : origin);
        }
        Uri address = new UriBuilder(box.Address) { Scheme = "ws", Path = $"/api/v1/cameras/{camera}/live" }.Uri;
        Exception? failure = await Record.ExceptionAsync(() => socket.ConnectAsync(address, CancellationToken.None));
        Assert.Equal(accepted, failure is null);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("evil.example:8080", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("192.168.1.9:8080", HttpStatusCode.OK)]
    [InlineData("[::1]:8080", HttpStatusCode.OK)]
    public async Task Host_UnknownName_IsNotAnswered(string host, HttpStatusCode expected)
    {
        using HttpClient client = box.NewClient();
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/setup");
        request.Headers.Host = host;
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Headers_OnEveryAnswer_ForbidFramesAndForeignContent()
    {
        using HttpClient client = box.NewClient();
        foreach (string path in new[] { "/api/v1/setup", "/api/v1/cameras", "/nothing/here" })
        {
            using HttpResponseMessage answer = await client.GetAsync(path);
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    private void AddOrigin(HttpRequestMessage request, string? origin, string? site)
    {
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? OwnOrigin : origin);
        }
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }
    }
}
