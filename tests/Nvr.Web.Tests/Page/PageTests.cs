using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Nvr.Web.Tests.Page;

public sealed class PageTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/review?cam=x&t=2026-11-23T21:40:05Z")]
    [InlineData("/events?q=red+car")]
    [InlineData("/cameras")]
    [InlineData("/cameras/x/motion")]
    [InlineData("/box")]
    public async Task Place_Reopened_GetsThePageAndEverythingItNames(string address)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient client = box.NewClient();
        string html = await client.GetStringAsync(address);
        MatchCollection names = Regex.Matches(html, "(?:src|href)=\"(/[^\"]+)\"");
        Assert.True(names.Count >= 3, html);
        foreach (Match name in names)
        {
            using HttpResponseMessage file = await client.GetAsync(name.Groups[1].Value);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task Page_Always_ObeysItsOwnContentPolicy()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient client = box.NewClient();
        string html = await client.GetStringAsync("/");
        Assert.DoesNotMatch("<script(?![^>]*src=)", html);
        Assert.DoesNotMatch("<style|style=|\\son[a-z]+=\"|https?://", html);
    }

    [Fact]
    public void FirstScreen_Compressed_IsUnder150Kilobytes() =>
        Assert.InRange(Nvr.Web.Page.PageRoutes.ReadAll().Sum(f => f.Compressed.Length), 1_000, 150_000);

    [Fact]
    public async Task File_AskedForWithBrotli_IsTheSameCompressed()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient client = box.NewClient();
        string plain = await client.GetStringAsync("/");
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
        using BrotliStream decoder = new(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using StreamReader reader = new(decoder, Encoding.UTF8);
        Assert.Equal(plain, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task File_Unchanged_Is304()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient client = box.NewClient();
        using HttpResponseMessage first = await client.GetAsync("/");
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.Tag);
        using HttpResponseMessage second = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }
}
