using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Web.Tests.Fakes;
using Xunit;

namespace Nvr.Web.Tests.Movies;

public sealed class MovieTests : IAsyncLifetime
{
    private const string Range = "from=2026-11-23T21:00:00Z&to=2026-11-23T21:10:00Z";

    private readonly byte[] bytes = new byte[100_003];
    private TestBox box = null!;
    private HttpClient client = null!;
    private FakeMovie? last;
    private string camera = "";

    private string Url => $"/api/v1/cameras/{camera}/video.mp4?{Range}";

    public async ValueTask InitializeAsync()
    {
        new Random(7).NextBytes(bytes);
        box = await TestBox.StartAsync();
        client = await box.SetUpAsync();
        camera = box.Cameras.Add("Back \"door\" ä").ToString();
        box.Footage.Movie = (_, range) => last = new FakeMovie(bytes, range.Start.Plus(-1_500_000))
        {
            Spans = [new MovieSpan(0, 5_000_000, range.Start.Plus(-1_500_000)), new MovieSpan(5_000_000, 3_000_000, range.Start.Plus(60_000_000))],
        };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Whole_Movie_IsSentWithItsLengthTagAndStart()
    {
        using HttpResponseMessage answer = await client.GetAsync(Url);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("video/mp4", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
        Assert.Equal("\"movie-1\"", answer.Headers.ETag!.Tag);
        Assert.Equal("2026-11-23T20:59:58.500000Z", answer.Headers.GetValues("Nvr-Start").Single());
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        await Eventually.TrueAsync(() => last!.Disposed == 1, "the movie is closed");
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=0-", 0, 100_003)]
    [InlineData("bytes=99-50000", 99, 49_902)]
    [InlineData("bytes=100000-", 100_000, 3)]
    [InlineData("bytes=100000-999999", 100_000, 3)]
    [InlineData("bytes=-5", 99_998, 5)]
    [InlineData("bytes=-999999", 0, 100_003)]
    public async Task Range_Satisfiable_IsTheSliceOfTheWhole(string header, int offset, int count)
    {
        using HttpResponseMessage answer = await RangeAsync(header, null);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {offset}-{offset + count - 1}/{bytes.Length}", answer.Content.Headers.GetValues("Content-Range").Single());
        Assert.Equal(bytes.AsSpan(offset, count).ToArray(), await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Range_RandomOnes_AreSlicesOfTheWhole()
    {
        Random random = new(42);
        for (int i = 0; i < 50; i++)
        {
            int offset = random.Next(bytes.Length);
            int end = random.Next(offset, bytes.Length);
            using HttpResponseMessage answer = await RangeAsync($"bytes={offset}-{end}", null);
            Assert.Equal(bytes.AsSpan(offset, end - offset + 1).ToArray(), await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData("bytes=100003-")]
    [InlineData("bytes=-0")]
    public async Task Range_BeyondTheEnd_Is416WithTheLength(string header)
    {
        using HttpResponseMessage answer = await RangeAsync(header, null);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal("bytes */100003", answer.Content.Headers.GetValues("Content-Range").Single());
    }

    [Theory]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("bytes=9-3")]
    [InlineData("lines=0-1")]
    [InlineData("nonsense")]
    public async Task Range_SeveralOrMalformed_GivesTheWhole(string header)
    {
        using HttpResponseMessage answer = await RangeAsync(header, null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(bytes.Length, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData("\"movie-1\"", HttpStatusCode.PartialContent)]
    [InlineData("\"movie-0\"", HttpStatusCode.OK)]
    [InlineData("W/\"movie-1\"", HttpStatusCode.OK)]
    public async Task IfRange_OfOtherBytes_GivesTheWhole(string tag, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await RangeAsync("bytes=5-9", tag);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Head_Always_TellsTheLengthAndSendsNothing()
    {
        using HttpRequestMessage request = new(HttpMethod.Head, Url);
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal(bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Download_NameWithOddCharacters_IsQuotedSafely()
    {
        using HttpResponseMessage answer = await client.GetAsync(Url + "&download=1");
        ContentDispositionHeaderValue disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal("Back _door_ _ 2026-11-23T20-59-58Z.mp4", disposition.FileName!.Trim('"'));
        Assert.Equal("Back \"door\" ä 2026-11-23T20-59-58Z.mp4", disposition.FileNameStar);
    }

    [Fact]
    public async Task Sound_LeftOut_IsStreamedWithoutLengthAndRanges()
    {
        box.Footage.Movie = (_, range) => last = WithSound(range, Codec.Flac);
        using HttpRequestMessage request = new(HttpMethod.Get, Url + "&sound=none");
        request.Headers.TryAddWithoutValidation("Range", "bytes=5-9");
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("none", answer.Headers.AcceptRanges.Single());
        Assert.True(answer.Headers.TransferEncodingChunked);
        Assert.Null(answer.Headers.ETag);
        byte[] received = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([.. bytes, .. "mute"u8], received);
        await Eventually.TrueAsync(() => last!.Disposed == 1, "the movie is closed");
    }

    [Theory]
    [InlineData("aac", Codec.Aac)]
    [InlineData("original", Codec.Flac)]
    public async Task Sound_ThatIsAsItShouldBe_IsTheRecordedFileWithItsRanges(string sound, Codec codec)
    {
        box.Footage.Movie = (_, range) => last = WithSound(range, codec);
        using HttpResponseMessage answer = await client.GetAsync($"{Url}&sound={sound}");
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("aac", HttpStatusCode.ServiceUnavailable, "The sound cannot be converted now.")]
    [InlineData("mp3", HttpStatusCode.BadRequest, "'sound' must be original, aac or none.")]
    public async Task Sound_ThatCannotBeHad_IsExplained(string sound, HttpStatusCode status, string sentence)
    {
        box.Footage.Movie = (_, range) => last = WithSound(range, Codec.Flac);
        foreach (string route in new[] { "video.mp4", "movie" })
        {
            using HttpResponseMessage answer = await client.GetAsync($"/api/v1/cameras/{camera}/{route}?{Range}&sound={sound}");
            Assert.Equal(status, answer.StatusCode);
            Assert.StartsWith(sentence, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Describe_WithoutSound_TellsWhatWillBeInTheFile()
    {
        box.Footage.Movie = (_, range) => last = WithSound(range, Codec.Flac);
        JsonNode movie = (await client.GetFromJsonAsync<JsonNode>($"/api/v1/cameras/{camera}/movie?{Range}&sound=none"))!;
        Assert.Null(movie["bytes"]);
        Assert.Equal("avc1", movie["codecs"]!.GetValue<string>());
        Assert.EndsWith("&sound=none", movie["url"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_Always_MapsMovieTimeToUtc()
    {
        JsonNode movie = (await client.GetFromJsonAsync<JsonNode>($"/api/v1/cameras/{camera}/movie?{Range}"))!;
        Assert.Equal($"/api/v1/cameras/{camera}/video.mp4?{Range}", movie["url"]!.GetValue<string>());
        Assert.Equal(8, movie["duration"]!.GetValue<double>());
        Assert.Equal(5, movie["spans"]![1]!["start"]!.GetValue<double>());
        Assert.Equal("2026-11-23T21:01:00.000000Z", movie["spans"]![1]!["utc"]!.GetValue<string>());
        await Eventually.TrueAsync(() => last!.Disposed == 1, "the movie is closed");
    }

    [Theory]
    [InlineData("from=2026-11-23T21:10:00Z&to=2026-11-23T21:00:00Z", "'from' must be before 'to'")]
    [InlineData("from=2026-11-24T21:10:00Z&to=2026-11-24T21:20:00Z", "in the future")]
    [InlineData("from=2026-10-01T00:00:00Z&to=2026-11-01T00:00:00Z", "longer than 7 days")]
    [InlineData("from=2026-11-23T21:00:00&to=2026-11-23T21:10:00Z", "'from' must be a time with its zone")]
    [InlineData("from=2026-11-23T21:00:00Z", "'to' must be a time with its zone")]
    [InlineData("from=2026-11-23T21:00:00Z&to=2026-11-23T21:10:00Z&stream=third", "'stream' must be main or sub")]
    public async Task Range_ThatMakesNoSense_IsExplained(string query, string sentence)
    {
        foreach (string route in new[] { "video.mp4", "movie" })
        {
            using HttpResponseMessage answer = await client.GetAsync($"/api/v1/cameras/{camera}/{route}?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains(sentence, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whole_SignedOutMeanwhile_IsCutOff()
    {
        box.Footage.Movie = (_, range) => last = new FakeMovie(bytes, range.Start) { Stalls = true };
        using HttpClient viewer = await box.AddUserAsync(client, "viewer", "viewer", camera);
        using HttpResponseMessage answer = await viewer.GetAsync(Url, HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await answer.Content.ReadAsStreamAsync();
        Assert.Equal(1, await body.ReadAsync(new byte[10]));
        box.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, last!.Disposed);
        using HttpResponseMessage gone = await viewer.DeleteAsync("/api/v1/sessions/current");
        Task<int> rest = body.ReadAsync(new byte[10]).AsTask();
        box.Time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAnyAsync<IOException>(() => rest.WaitAsync(TimeSpan.FromSeconds(30)));
        await Eventually.TrueAsync(() => last.Disposed == 1, "the movie is closed");
    }

    [Fact]
    public async Task Movie_WithoutFootage_IsNotFound()
    {
        box.Footage.Movie = (_, _) => null;
        using HttpResponseMessage answer = await client.GetAsync(Url);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private FakeMovie WithSound(UtcRange range, Codec codec) => new(bytes, range.Start)
    {
        Formats = [new TrackFormat { Codec = Codec.H264, ClockRate = 90_000 }, new TrackFormat { Codec = codec, ClockRate = 8000, SampleRate = 8000, Channels = 1 }],
    };

    private async Task<HttpResponseMessage> RangeAsync(string range, string? ifRange)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Url);
        request.Headers.TryAddWithoutValidation("Range", range);
        if (ifRange is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Range", ifRange);
        }
        return await client.SendAsync(request);
    }
}
