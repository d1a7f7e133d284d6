using System.Net;

namespace Nvr.Network.Settings;

/// <summary>Which addresses the cameras' own network may have: one of a few, each of another block of private addresses, so that one is free beside any office network. Pure.</summary>
public static class CameraRanges
{
    public static IReadOnlyList<IPNetwork> All { get; } = [IPNetwork.Parse("10.77.0.0/22"), IPNetwork.Parse("172.30.76.0/22"), IPNetwork.Parse("192.168.232.0/22")];

    public static IPNetwork Usual => All[0];

    /// <summary>Null for what is none of them.</summary>
    public static IPNetwork? Find(string? text) => All.Where(r => r.ToString() == text).Cast<IPNetwork?>().FirstOrDefault();

    /// <summary>The first beside which all these can be; null when there is none.</summary>
    public static IPNetwork? Free(IReadOnlyCollection<IPNetwork> others) => All.Where(r => !others.Any(o => Ranges.Overlap(r, o))).Cast<IPNetwork?>().FirstOrDefault();

    /// <summary>The box's own address in it, at which cameras find their time server.</summary>
    public static IPAddress BoxOf(IPNetwork range) => Ranges.At(range, 1);
}
