using System.Net;
using System.Net.NetworkInformation;
using Nvr.Core.Time;

namespace Nvr.Onvif.Discovery;

/// <summary>
/// The devices that are known, one entry each whatever way they were found, and at most so many, of which few at one address. A full table
/// forgets what was not heard of for longest, so that a flood of invented devices cannot keep real ones out for long. Thread-safe.
/// </summary>
internal sealed class DeviceTable(int maxDevices, BoxClock clock)
{
    /// <summary>Recorders announce each of their channels as a device, some of them.</summary>
    private const int MaxPerAddress = 64;

    private const long ForgettableUs = 120_000_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, DiscoveredDevice> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> seenUs = new(StringComparer.Ordinal);

    public IReadOnlyList<DiscoveredDevice> All
    {
        get
        {
            lock (gate)
            {
                return [.. byId.Values];
            }
        }
    }

    /// <summary>Takes what a device says; returns the news in it. False when there was no room.</summary>
    public bool Take(DiscoveredDevice said, List<DiscoveryEvent> news)
    {
        lock (gate)
        {
            DiscoveredDevice device = Told_NeedsLock(said);
            RemovePlaceholder_NeedsLock(device, news);
            if (byId.TryGetValue(device.EndpointId, out DiscoveredDevice? before))
            {
                seenUs[device.EndpointId] = clock.MonotonicUs;
                DiscoveredDevice merged = Merge(before, device);
                if (IsNews(before, merged))
                {
                    byId[device.EndpointId] = merged;
                    news.Add(new DiscoveryEvent(DiscoveryChange.Changed, merged));
                }
                return true;
            }
            if (!HasRoom_NeedsLock(device.Address, news))
            {
                return false;
            }
            byId.Add(device.EndpointId, device);
            seenUs[device.EndpointId] = clock.MonotonicUs;
            news.Add(new DiscoveryEvent(DiscoveryChange.Found, device));
            return true;
        }
    }

    /// <summary>Takes an entry of the neighbour table: the MAC of a known device, or a device that answers nothing.</summary>
    public bool Take(Neighbour neighbour, List<DiscoveryEvent> news) => TakeSilent(Placeholder(neighbour, DiscoveryVia.Neighbour), isSign: true, news);

    /// <summary>
    /// Takes a lease: the MAC and the name of a known device, or a device that answers nothing. Of where such a one is, its lease knows more than
    /// the neighbour table, which keeps old addresses for long. It is no sign that the device is still there.
    /// </summary>
    public bool TakeLeased(Neighbour leased, string? hostName, List<DiscoveryEvent> news) =>
        TakeSilent(Placeholder(leased, DiscoveryVia.Lease) with { HostName = hostName }, isSign: false, news);

    /// <summary>Devices that have no lease any more are where the neighbour table says.</summary>
    public void EndLeases(Func<PhysicalAddress, bool> isLeased)
    {
        lock (gate)
        {
            foreach (DiscoveredDevice ended in byId.Values.Where(d => d is { Via: DiscoveryVia.Lease, Mac: { } mac } && !isLeased(mac)).ToArray())
            {
                byId[ended.EndpointId] = ended with { Via = DiscoveryVia.Neighbour };
            }
        }
    }

    /// <summary>Only the device itself may say goodbye: others could make the box forget it.</summary>
    public void Leave(string endpoint, IPAddress sender, List<DiscoveryEvent> news)
    {
        lock (gate)
        {
            if (byId.TryGetValue(endpoint, out DiscoveredDevice? known) && known.Address.Equals(sender))
            {
                Remove_NeedsLock(known, news);
            }
        }
    }

    private bool TakeSilent(DiscoveredDevice silent, bool isSign, List<DiscoveryEvent> news)
    {
        lock (gate)
        {
            // A silent one of another MAC was there before this one, and is not any more.
            DiscoveredDevice? known = byId.Values.FirstOrDefault(d => silent.Mac!.Equals(d.Mac))
                ?? byId.Values.FirstOrDefault(d => IsAt(d, silent.Address, silent.Interface) && (d.Speaks || d.Mac is null));
            if (known is null)
            {
                return Take(silent, news);
            }
            if (isSign)
            {
                seenUs[known.EndpointId] = clock.MonotonicUs;
            }
            DiscoveredDevice told = Learnt(known, silent);
            if (told != known)
            {
                byId[known.EndpointId] = told;
                news.Add(new DiscoveryEvent(DiscoveryChange.Changed, told));
            }
            return true;
        }
    }

    /// <summary>What a device that is known turns into by a word of others about it: only one that does not speak for itself is moved by that.</summary>
    private static DiscoveredDevice Learnt(DiscoveredDevice known, DiscoveredDevice silent)
    {
        bool isHere = IsAt(known, silent.Address, silent.Interface);
        bool isItself = silent.Mac!.Equals(known.Mac) || (isHere && known.Mac is null);
        bool isBetter = known.Via == DiscoveryVia.Neighbour || silent.Via == DiscoveryVia.Lease;
        DiscoveredDevice told = !isItself ? known : known with { Mac = silent.Mac, HostName = silent.HostName ?? known.HostName };
        return isItself && !known.Speaks && isBetter ? told with { Address = silent.Address, Interface = silent.Interface, Via = silent.Via } : told;
    }

    /// <summary>Networks behind two interfaces may have the same addresses.</summary>
    private static bool IsAt(DiscoveredDevice device, IPAddress address, string? interfaceName) =>
        device.Address.Equals(address) && (device.Interface is null || interfaceName is null || device.Interface == interfaceName);

    /// <summary>Cheap cameras of one batch carry one UUID: with another MAC it is another device.</summary>
    private DiscoveredDevice Told_NeedsLock(DiscoveredDevice said) =>
        byId.TryGetValue(said.EndpointId, out DiscoveredDevice? other) && other.Mac is { } mac && said.Mac is { } own && !mac.Equals(own)
            ? said with { EndpointId = $"{said.EndpointId}@{own}" }
            : said;

    private void RemovePlaceholder_NeedsLock(DiscoveredDevice device, List<DiscoveryEvent> news)
    {
        DiscoveredDevice? placeholder = device.Speaks ? byId.Values.FirstOrDefault(d => !d.Speaks && IsAt(d, device.Address, device.Interface)) : null;
        if (placeholder is not null)
        {
            Remove_NeedsLock(placeholder, news);
        }
    }

    private bool HasRoom_NeedsLock(IPAddress address, List<DiscoveryEvent> news)
    {
        if (byId.Values.Count(d => d.Address.Equals(address)) >= Math.Min(MaxPerAddress, maxDevices / 2))
        {
            return false;
        }
        if (byId.Count < maxDevices)
        {
            return true;
        }
        KeyValuePair<string, long> stalest = seenUs.MinBy(s => s.Value);
        if (clock.MonotonicUs - stalest.Value < ForgettableUs)
        {
            return false;
        }
        Remove_NeedsLock(byId[stalest.Key], news);
        return true;
    }

    private void Remove_NeedsLock(DiscoveredDevice device, List<DiscoveryEvent> news)
    {
        byId.Remove(device.EndpointId);
        seenUs.Remove(device.EndpointId);
        news.Add(new DiscoveryEvent(DiscoveryChange.Gone, device));
    }

    private static DiscoveredDevice Placeholder(Neighbour neighbour, DiscoveryVia via) => new()
    {
        EndpointId = $"mac:{MacText(neighbour.Mac)}",
        Address = neighbour.Address,
        Interface = neighbour.Interface,
        Mac = neighbour.Mac,
        Via = via,
    };

    private static string MacText(PhysicalAddress mac) => mac.ToString().ToLowerInvariant();

    /// <summary>A Hello may say less than an answer: what it leaves out stays known while the address is the same.</summary>
    private static DiscoveredDevice Merge(DiscoveredDevice before, DiscoveredDevice now)
    {
        bool same = before.Address.Equals(now.Address);
        return now with
        {
            Mac = now.Mac ?? before.Mac,
            HostName = now.HostName ?? before.HostName,
            XAddrs = now.XAddrs.Count > 0 || !same ? now.XAddrs : before.XAddrs,
            Types = now.Types.Count > 0 ? now.Types : before.Types,
            Scopes = now.Scopes.Equals(DeviceScopes.None) || IsEmpty(now.Scopes) ? before.Scopes : now.Scopes,
            Via = same ? before.Via : now.Via,
            Interface = now.Interface ?? before.Interface,
        };
    }

    private static bool IsEmpty(DeviceScopes scopes) =>
        scopes is { Name: null, Hardware: null, Location: null, Mac: null } && scopes.Profiles.Count == 0;

    /// <summary>Three questions bring three answers that differ in nothing that matters.</summary>
    private static bool IsNews(DiscoveredDevice before, DiscoveredDevice now) =>
        !before.Address.Equals(now.Address) || !Equals(before.Mac, now.Mac) || before.HostName != now.HostName || before.Interface != now.Interface
        || !before.XAddrs.SequenceEqual(now.XAddrs) || before.Scopes.Name != now.Scopes.Name || before.Scopes.Hardware != now.Scopes.Hardware;
}
