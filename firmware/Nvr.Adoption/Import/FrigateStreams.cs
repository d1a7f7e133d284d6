namespace Nvr.Adoption.Import;

/// <summary>
/// Follows an input of a Frigate camera to the camera itself: Frigate's own restream (go2rtc) on this machine is looked up by its name in
/// <c>go2rtc.streams</c>, through at most a few hops.
/// </summary>
internal sealed class FrigateStreams(YamlMap root)
{
    private const int MaxHops = 4;

    // Lists that refer to lists multiply: no file of honest size comes near.
    private const int MaxSteps = 10_000;
    private const string Transcoded = "ffmpeg:";

    private readonly FrigateNames names = new(root.Map("environment_vars"));
    private readonly YamlMap? streams = root.Map("go2rtc")?.Map("streams");
    private int steps;

    /// <summary>The names of restreams that a camera was taken from.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    public StreamSource Resolve(string address) => Resolve(address, 0);

    private StreamSource Resolve(string address, int hops)
    {
        if (hops > MaxHops || ++steps > MaxSteps)
        {
            return StreamSource.Unusable("The go2rtc streams refer to each other in a circle.");
        }
        string plain = Bare(address);
        if (RestreamIn(plain) is { } restream)
        {
            return FromRestream(restream, hops);
        }
        StreamSource source = names.Fill(plain);
        return source.Url is null or { Scheme: "rtsp" or "rtsps" }
            ? source
            : StreamSource.Unusable($"The recorder takes rtsp:// and rtsps:// only, not {source.Url.Scheme}:.");
    }

    private StreamSource FromRestream(string name, int hops)
    {
        Used.Add(name);
        string[] sources = streams?[name] switch
        {
            YamlScalar one => [one.Value],
            YamlList several => [.. several.Items.OfType<YamlScalar>().Select(s => s.Value)],
            _ => [],
        };
        if (sources.Length == 0)
        {
            return StreamSource.Unusable($"It refers to the go2rtc stream \"{name}\", which is not in the file.");
        }
        StreamSource[] resolved = [.. sources.Select(s => Resolve(s, hops + 1))];
        return resolved.FirstOrDefault(s => s.Url is not null) ?? resolved[0];
    }

    /// <summary>Without what go2rtc puts around an address: <c>ffmpeg:</c> before it, options after <c>#</c>, and its name for unverified TLS.</summary>
    private static string Bare(string address)
    {
        string plain = address.Trim().Split('#', 2)[0].Trim();
        plain = plain.StartsWith(Transcoded, StringComparison.Ordinal) ? plain[Transcoded.Length..] : plain;
        return plain.StartsWith("rtspx://", StringComparison.OrdinalIgnoreCase) ? "rtsps" + plain["rtspx".Length..] : plain;
    }

    private string? RestreamIn(string address)
    {
        if (!address.Contains("://", StringComparison.Ordinal))
        {
            return streams?[address] is null ? null : address;
        }
        bool own = Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && url.Scheme == "rtsp" && url.IsLoopback;
        return own ? Uri.UnescapeDataString(url!.AbsolutePath.TrimStart('/')) : null;
    }
}
