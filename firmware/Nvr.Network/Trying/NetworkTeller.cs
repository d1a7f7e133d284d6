using System.Net;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Network.Trying;

/// <summary>Says in health what of the networks needs somebody. Used under the desk's lock.</summary>
internal sealed class NetworkTeller(HealthBoard health, NetworkRules rules, BoxClock clock)
{
    private const string SettingsPart = "settings/network";
    private const string TrialPart = "network/trial";
    private const string OfficePart = "network/office";
    private const string ServerPart = "network/camera-addresses";
    private const string OverlapPart = "network/overlap";
    private const string MovedPart = "network/moved";

    private readonly Dictionary<string, long> sinceUs = new(StringComparer.Ordinal);

    public void Settings(string? problem)
    {
        if (problem is not null)
        {
            health.Report(new HealthItem(SettingsPart, HealthLevel.Attention, problem));
        }
    }

    /// <summary>Why settings that were tried are not in force; null when others are tried or they were given up.</summary>
    public void Trial(string? why) => TellForADay(
        TrialPart, why is null ? null : new HealthItem(TrialPart, HealthLevel.Attention, why, "On the page Box, under Network, enter them again, and open the page under the new address before the two minutes are over."));

    public void Moved(IPNetwork from, IPNetwork to) => TellForADay(MovedPart, new HealthItem(
        MovedPart,
        HealthLevel.Attention,
        $"The office network overlaps the network {from} that the cameras had, so they get other addresses, {to}.",
        "Cameras ask for them within ten minutes. One whose address was entered in the camera itself has to be set to DHCP."));

    public void Overlap(IPNetwork? office, IPNetwork? cameras)
    {
        if (office is null)
        {
            health.Forget(OverlapPart);
            return;
        }
        health.Report(new HealthItem(
            OverlapPart, HealthLevel.Attention, $"The office network {office} overlaps that of the cameras, {cameras}, and there is no other one for them.", "Use a smaller network in the office, with a longer prefix."));
    }

    public void Now(IReadOnlyList<PresentAddress> addresses, bool isServing)
    {
        TellLasting(addresses.Any(a => !a.IsSelfAssigned), addresses is [var own, ..]
            ? new HealthItem(
                OfficePart,
                HealthLevel.Attention,
                $"Nobody gives out addresses on the office network, so the recorder took {own.Address}: only a computer at the same cable or switch can open its page.",
                "Check whether a router gives out addresses there (DHCP), or give the recorder a fixed address on the page Box, under Network.")
            : new HealthItem(
                OfficePart, HealthLevel.Attention, "The recorder has no address on the office network, so nobody there can open its page.", "Check the cable to the office network, and whether a router gives out addresses there (DHCP)."));
        TellLasting(isServing, new HealthItem(
            ServerPart, HealthLevel.Attention, "What gives the cameras their addresses does not run, so cameras that are plugged in now are not found.", "Restart the recorder. If this stays, download the logs on the page Box and ask for help."));
        foreach (string part in new[] { TrialPart, MovedPart }.Where(p => IsOlder(p, rules.Telling)))
        {
            Forget(part);
        }
    }

    /// <summary>Where the machine's own system sets its networks up, all of this is its business.</summary>
    public void Forget()
    {
        foreach (string part in new[] { TrialPart, MovedPart, OfficePart, ServerPart, OverlapPart })
        {
            Forget(part);
        }
    }

    private void TellForADay(string part, HealthItem? item)
    {
        Forget(part);
        if (item is not null)
        {
            sinceUs[part] = clock.MonotonicUs;
            health.Report(item);
        }
    }

    private void TellLasting(bool isWell, HealthItem item)
    {
        if (isWell)
        {
            Forget(item.Part);
            return;
        }
        sinceUs.TryAdd(item.Part, clock.MonotonicUs);
        if (IsOlder(item.Part, rules.Grace))
        {
            health.Report(item);
        }
    }

    private bool IsOlder(string part, TimeSpan age) => sinceUs.TryGetValue(part, out long since) && clock.MonotonicUs - since >= age.TotalMicroseconds;

    private void Forget(string part)
    {
        sinceUs.Remove(part);
        health.Forget(part);
    }
}
