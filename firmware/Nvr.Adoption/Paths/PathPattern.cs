using System.Globalization;

namespace Nvr.Adoption.Paths;

/// <summary>
/// Path and query of a camera's streams. <c>{ch}</c> stands for the channel's number from 1, <c>{ch0}</c> from 0, <c>{ch2}</c> from 1 with two
/// digits; a pattern without any is of a device with one source. Immutable.
/// </summary>
/// <param name="Maker">Whose pattern it is; empty for what many use.</param>
/// <param name="Main">Path of the main stream, from the slash on.</param>
/// <param name="Sub">Of the sub stream; null where there is none.</param>
public sealed record PathPattern(string Maker, string Main, string? Sub)
{
    public bool HasChannels => Main.Contains("{ch", StringComparison.Ordinal);

    /// <param name="host">Name or address; IPv6 without brackets.</param>
    /// <param name="port">0 for the usual one.</param>
    /// <param name="channel">From 1.</param>
    public Uri MainAt(string host, int port, int channel) => At(Main, host, port, channel);

    /// <summary>Null where there is no sub stream.</summary>
    public Uri? SubAt(string host, int port, int channel) => Sub is null ? null : At(Sub, host, port, channel);

    private static Uri At(string path, string host, int port, int channel)
    {
        string number = channel.ToString(CultureInfo.InvariantCulture);
        string filled = path
            .Replace("{ch}", number, StringComparison.Ordinal)
            .Replace("{ch0}", (channel - 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{ch2}", channel.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        string name = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        string at = port is 0 or 554 ? name : $"{name}:{port.ToString(CultureInfo.InvariantCulture)}";
        return new Uri($"rtsp://{at}{filled}");
    }
}
