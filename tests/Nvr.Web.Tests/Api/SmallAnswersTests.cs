using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Storage;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class SmallAnswersTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Cameras_ForWhoeverAcceptsIt_AreTheSameInAQuarterOfTheBytes()
    {
        for (int number = 1; number <= 16; number++)
        {
            box.Cameras.Add($"Camera {number}");
        }
        byte[] plain = await admin.GetByteArrayAsync("/api/v1/cameras");
        using HttpResponseMessage answer = await AskAsync("/api/v1/cameras", "gzip, deflate, br");
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
        byte[] small = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(small.Length * 4 < plain.Length, $"{small.Length} of {plain.Length} bytes");
        Assert.Equal(plain, await UnpackedAsync(small));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip;q=0")]
    public async Task Cameras_ForWhoeverDoesNot_AreAsTheyWere(string accepted)
    {
        using HttpResponseMessage answer = await AskAsync("/api/v1/cameras", accepted);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal("""{"cameras":[]}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Picture_IsSentAsItIs()
    {
        CameraId camera = box.Cameras.Add("Door");
        byte[] jpeg = new byte[5000];
        box.Footage.Picture = new KeyFrame(box.Now, new TrackFormat { Codec = Codec.Mjpeg, ClockRate = 90000, Width = 64, Height = 48 }, jpeg);
        using HttpResponseMessage answer = await AskAsync($"/api/v1/cameras/{camera}/snapshot", "gzip");
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal(jpeg, await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string accepted)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = box.Address };
        client.DefaultRequestHeaders.Authorization = admin.DefaultRequestHeaders.Authorization;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (string one in accepted.Split(", "))
        {
            request.Headers.AcceptEncoding.Add(StringWithQualityHeaderValue.Parse(one));
        }
        HttpResponseMessage answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return answer;
    }

    private static async Task<byte[]> UnpackedAsync(byte[] small)
    {
        using var unpacked = new MemoryStream();
        await using var reader = new GZipStream(new MemoryStream(small), CompressionMode.Decompress);
        await reader.CopyToAsync(unpacked);
        return unpacked.ToArray();
    }
}
