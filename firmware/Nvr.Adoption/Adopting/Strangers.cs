using System.Collections.Concurrent;
using Nvr.Adoption.Devices;
using Nvr.Onvif.Discovery;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// Neighbours and devices with a lease that answer no discovery: printers and telephones, and cameras without ONVIF. They enter the book only when RTSP answers. Bounded by
/// what discovery remembers. Thread-safe.
/// </summary>
internal sealed class Strangers(AdoptionRoom room, RtspVisit rtsp)
{
    private readonly ConcurrentDictionary<string, Stranger> known = new(StringComparer.Ordinal);

    public void Note(DiscoveredDevice device)
    {
        long dueUs = room.Clock.MonotonicUs + (long)room.Options.SilencePatience.TotalMicroseconds;
        known[device.EndpointId] = new Stranger(device, dueUs, 0);
    }

    public void Drop(DiscoveredDevice device) => known.TryRemove(device.EndpointId, out _);

    /// <summary>Those whose time has come; they are not due again before they were looked at.</summary>
    public IReadOnlyList<DiscoveredDevice> TakeDue()
    {
        long nowUs = room.Clock.MonotonicUs;
        Stranger[] due = [.. known.Values.Where(s => s.DueUs <= nowUs)];
        foreach (Stranger stranger in due)
        {
            long nextUs = nowUs + (long)Patience.After(stranger.Looks + 1).TotalMicroseconds;
            known.TryUpdate(stranger.Device.EndpointId, stranger with { DueUs = nextUs, Looks = stranger.Looks + 1 }, stranger);
        }
        return [.. due.Select(s => s.Device)];
    }

    /// <summary>The device in the book, when it may be a camera; null when it gives no sign of being one.</summary>
    public async Task<SightingResult?> LookAsync(DiscoveredDevice device, CancellationToken cancellation)
    {
        if (await rtsp.PortAsync(device.Address, cancellation) is null)
        {
            return null;
        }
        Drop(device);
        return room.Book.Sight(DeviceSighting.Of(device));
    }

    private sealed record Stranger(DiscoveredDevice Device, long DueUs, int Looks);
}
