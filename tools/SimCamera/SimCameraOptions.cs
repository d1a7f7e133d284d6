using System.Net;
using SimCamera.Material;
using SimCamera.Onvif;

namespace SimCamera;

/// <summary>
/// What a <see cref="SimCameraServer"/> serves and where. <see cref="Port"/> 0 asks the kernel for a free one. Immutable.
/// </summary>
public sealed record SimCameraOptions
{
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    public int Port { get; init; }

    /// <summary>True: RTSPS only, with a certificate that is made at start and signed by itself.</summary>
    public bool Tls { get; init; }

    public IReadOnlyList<CameraOptions> Cameras { get; init; } = [new CameraOptions()];

    /// <summary>How cameras with an ONVIF side are found; null: they are not, neither announced nor answering probes.</summary>
    public DiscoveryOptions? Discovery { get; init; }

    /// <summary>Where the send log is written as CSV; null keeps it in memory only.</summary>
    public string? LogPath { get; init; }

    /// <summary>Where encoded material is kept between runs; may be shared by several processes.</summary>
    public string CacheDirectory { get; init; } = MaterialStore.DefaultDirectory;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Check()
    {
        if (Port is < 0 or > 65535)
        {
            throw new ArgumentException($"The port {Port} must lie between 0 and 65535.");
        }

        if (Cameras.Count is < 1 or > 500)
        {
            throw new ArgumentException($"{Cameras.Count} cameras: must be 1 to 500.");
        }

        if (Discovery is { Port: < 0 or > 65535 })
        {
            throw new ArgumentException($"The discovery port {Discovery.Port} must lie between 0 and 65535.");
        }

        if (Cameras.DistinctBy(c => c.Name).Count() != Cameras.Count)
        {
            throw new ArgumentException("Two cameras have the same name.");
        }
    }

    /// <summary>Options for <paramref name="count"/> cameras that differ in their name alone: cam1, cam2, …</summary>
    public static SimCameraOptions Of(int count, CameraOptions template) => new()
    {
        Cameras = [.. Enumerable.Range(1, count).Select(i => template with { Name = $"cam{i}" })],
    };
}
