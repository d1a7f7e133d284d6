using System.Globalization;
using System.Text.Json;

namespace Nvr.Host.Tests.Kit;

/// <summary>One stream as ffprobe tells it: the tag is the sample entry's four characters. Immutable.</summary>
internal sealed record MediaStream(string Kind, string Codec, string Tag, int Packets)
{
    public static MediaStream Of(JsonElement stream) => new(
        stream.GetProperty("codec_type").GetString()!,
        stream.GetProperty("codec_name").GetString()!,
        stream.GetProperty("codec_tag_string").GetString()!,
        int.Parse(stream.GetProperty("nb_read_packets").GetString()!, CultureInfo.InvariantCulture));
}
