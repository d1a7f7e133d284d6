using System.Collections.Concurrent;
using System.Globalization;
using SimCamera.Material;
using SimCamera.Onvif.Auth;
using SimCamera.Onvif.Http;

namespace SimCamera.Onvif;

/// <summary>
/// Answers <c>/snapshot/N</c> with a JPEG of source N: the first picture of its loop, turned into one by ffmpeg at the first request.
/// Asks for HTTP Digest where the device has accounts. Thread-safe.
/// </summary>
internal sealed class SnapshotPath(OnvifDevice device, OnvifGate gate)
{
    private const string Prefix = "/snapshot/";
    private readonly ConcurrentDictionary<VideoRecipe, byte[]> _pictures = new();

    public static bool Names(string path) => path.StartsWith(Prefix, StringComparison.Ordinal);

    public static string Of(int source) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{source}");

    public async Task<HttpReply> AnswerAsync(HttpRequest request, CancellationToken stop)
    {
        if (!gate.LetsPass(request))
        {
            return gate.Challenge(HttpReply.Text(401, "A password is needed."));
        }

        Media.MediaSource? source = device.Sources.FirstOrDefault(s => request.Path == Of(s.Number));
        return source is null
            ? HttpReply.Text(404, "There is no such source.")
            : new HttpReply(200, "image/jpeg", await PictureAsync(source.Camera.Tracks(sub: false)[0].Video!.Material, stop).ConfigureAwait(false));
    }

    private async Task<byte[]> PictureAsync(VideoMaterial material, CancellationToken stop)
    {
        if (!_pictures.TryGetValue(material.Recipe, out byte[]? picture))
        {
            picture = await FfmpegEncoder.ToJpegAsync(material.Recipe.Codec, material.Frames[0], stop).ConfigureAwait(false);
            _pictures[material.Recipe] = picture;
        }

        return picture;
    }
}
