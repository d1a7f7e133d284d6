using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Network.Applying;
using Nvr.Network.Settings;
using Nvr.Storage.Settings;

namespace Nvr.Network.Trying;

/// <summary>
/// The box's networks towards people: what is kept, and one trial at a time. New settings of the office network are tried: they are kept when an administrator asks under them
/// (<see cref="Heard"/>), else the kept ones come back, after <see cref="NetworkRules.Trial"/>, at a stop, and after a power cut, since what is tried lies in memory alone. Thread-safe; a change blocks on the
/// disk. Failures are <see cref="NvrException"/> in words: InvalidInput, Conflict (also where the machine's own system sets its networks up), Outdated, Storage.
/// </summary>
public sealed partial class NetworkDesk
{
    private readonly SettingsFile<NetworkFile> file;
    private readonly WishDrop drop;
    private readonly INetworkSenses senses;
    private readonly NetworkRules rules;
    private readonly NetworkTeller teller;
    private readonly BoxClock clock;
    private readonly ILogger<NetworkDesk> log;
    private readonly Lock gate = new();

    private NetworkFile kept;
    private volatile Trial? trial;
    private WishFile? wish;
    private long leftUs;
    private bool isAnswered;

    /// <param name="settingsDirectory">Where <see cref="NetworkFile.Name"/> is kept.</param>
    /// <param name="places">Where wishes are left.</param>
    /// <param name="senses">What there is.</param>
    /// <param name="rules">How long what takes.</param>
    /// <param name="health">Is told of what needs somebody.</param>
    /// <param name="clock">The box's.</param>
    /// <param name="log">Of decisions.</param>
    public NetworkDesk(string settingsDirectory, RunPlaces places, INetworkSenses senses, NetworkRules rules, HealthBoard health, BoxClock clock, ILogger<NetworkDesk> log)
    {
        file = new SettingsFile<NetworkFile>(Path.Combine(settingsDirectory, NetworkFile.Name), NetworkJson.Default.NetworkFile, IsSound);
        (drop, this.senses, this.rules, this.clock, this.log) = (new WishDrop(places), senses, rules, clock, log);
        teller = new NetworkTeller(health, rules, clock);
        kept = file.Read() ?? new NetworkFile();
        teller.Settings(file.Problem);
    }

    /// <summary>Whether anybody has to call <see cref="Heard"/>. Cheap.</summary>
    public bool IsTrying => trial is not null;

    public NetworkView Read()
    {
        lock (gate)
        {
            return View_NeedsLock();
        }
    }

    /// <summary>Begins to try settings of the office network; those that are kept already are kept.</summary>
    /// <param name="office">The settings.</param>
    /// <param name="isMeant">Whether the caller decided by what there is, given its tag.</param>
    public NetworkView TryOut(OfficeSettings office, Func<string, bool> isMeant)
    {
        lock (gate)
        {
            AppliedFile applied = Present_NeedsLock(isMeant);
            OfficeCheck.Check(office, Range(applied));
            if (!office.Equals(Office(kept)))
            {
                string id = Guid.NewGuid().ToString("N");
                // Durable before anything changes: whoever starts after a power cut says what became of it.
                file.Write(kept with { IsTrying = true });
                Leave_NeedsLock(new WishFile(id, kept with { Office = OfficeText.FileOf(office) }));
                trial = new Trial(office, clock.MonotonicUs + Microseconds(rules.Trial));
                teller.Trial(null);
                string said = Describe(office);
                LogTries(said);
            }
            return View_NeedsLock();
        }
    }

    /// <summary>Ends a trial at once; nothing where there is none.</summary>
    public void GiveUp()
    {
        lock (gate)
        {
            if (trial is not null)
            {
                FallBack_NeedsLock(null);
            }
        }
    }

    /// <summary>Gives the cameras another of the networks that they may have. Each of them asks for its new address within ten minutes.</summary>
    public NetworkView Move(IPNetwork range, Func<string, bool> isMeant)
    {
        lock (gate)
        {
            AppliedFile applied = Present_NeedsLock(isMeant);
            if (applied.Cameras is null)
            {
                throw new NvrException(ErrorKind.Conflict, "This recorder has no network of its own for cameras.");
            }
            if (Taken().FirstOrDefault(t => Ranges.Overlap(t, range)) is { PrefixLength: > 0 } office)
            {
                throw new NvrException(ErrorKind.InvalidInput, $"The network {range} overlaps that of the office, {office}. Choose another one.");
            }
            Move_NeedsLock(range);
            return View_NeedsLock();
        }
    }

    /// <summary>An administrator asks at this address of the box: if it is one under settings that are being tried, they are kept. Never fails: where the disk does not take them, the next request tries again.</summary>
    public void Heard(IPAddress at)
    {
        lock (gate)
        {
            try
            {
                if (trial is { } tried && IsNew_NeedsLock(tried, at.IsIPv4MappedToIPv6 ? at.MapToIPv4() : at))
                {
                    NetworkFile next = kept with { Office = OfficeText.FileOf(tried.Office), IsTrying = false };
                    file.Write(next);
                    (kept, trial) = (next, null);
                    string said = Describe(tried.Office);
                    LogKept(said, at);
                }
            }
            catch (NvrException failure)
            {
                LogNotKept(failure.Message);
            }
        }
    }

    /// <summary>The file was removed (<see cref="NetworkReset"/>): the networks are as of a new box. Storage where the system cannot be told; the next start of the program does then.</summary>
    public void Reset()
    {
        lock (gate)
        {
            (kept, trial) = (new NetworkFile(), null);
            teller.Trial(null);
            if (drop.Read() is not null)
            {
                Leave_NeedsLock(new WishFile(Guid.NewGuid().ToString("N"), null));
            }
        }
    }

    private static bool IsSound(NetworkFile content)
    {
        try
        {
            OfficeText.Read(content.Office, null);
            return content.Cameras is null || CameraRanges.Find(content.Cameras) is not null;
        }
        catch (NvrException)
        {
            return false;
        }
    }

    private static OfficeSettings Office(NetworkFile content) => OfficeText.Read(content.Office, null);

    private static IPNetwork? Range(AppliedFile? applied) => CameraRanges.Find(applied?.Cameras);

    private static long Microseconds(TimeSpan span) => (long)span.TotalMicroseconds;

    private static string Describe(OfficeSettings office) => office.Address is null ? "DHCP" : $"{office.Address}/{office.PrefixLength}";

    private IEnumerable<IPNetwork> Taken() => [.. senses.Addresses().Select(a => a.Network), .. Office(kept).Network is { } fixedOne ? [fixedOne] : Array.Empty<IPNetwork>()];

    private AppliedFile Present_NeedsLock(Func<string, bool> isMeant)
    {
        AppliedFile applied = drop.Read() ?? throw new NvrException(ErrorKind.Conflict, "The network of this machine is set up by its own system, so it cannot be changed here.");
        if (trial is not null)
        {
            throw new NvrException(ErrorKind.Conflict, "New network settings are being tried just now.") { NextStep = "Wait until they are kept or given up, two minutes at most." };
        }
        return isMeant(Tag_NeedsLock()) ? applied : throw new NvrException(ErrorKind.Outdated, "Somebody else changed these settings meanwhile. Nothing was changed now.");
    }

    private NetworkView View_NeedsLock()
    {
        AppliedFile? applied = drop.Read();
        OfficeTrial? shown = trial is { } tried ? new OfficeTrial(tried.Office, TimeSpan.FromMicroseconds(Math.Max(0, tried.UntilUs - clock.MonotonicUs))) : null;
        return new NetworkView(applied is not null, Office(kept), senses.Addresses(), Range(applied), shown, Tag_NeedsLock());
    }

    private string Tag_NeedsLock()
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(kept, NetworkJson.Default.NetworkFile);
        return Convert.ToHexStringLower(SHA256.HashData([.. content, .. System.Text.Encoding.ASCII.GetBytes(trial is null ? "" : wish!.Id)]))[..16];
    }

    private void Leave_NeedsLock(WishFile next)
    {
        drop.Leave(next);
        (wish, leftUs, isAnswered) = (next, clock.MonotonicUs, false);
    }

    // Where the wish cannot be left the trial goes on, and the next look tries again.
    private void FallBack_NeedsLock(string? why)
    {
        Leave_NeedsLock(new WishFile(Guid.NewGuid().ToString("N"), null));
        trial = null;
        teller.Trial(why);
        LogFallsBack(why ?? "given up");
        file.Write(kept with { IsTrying = false });
    }

    private void Move_NeedsLock(IPNetwork range)
    {
        NetworkFile next = kept with { Cameras = range.ToString() };
        file.Write(next);
        kept = next;
        Leave_NeedsLock(new WishFile(Guid.NewGuid().ToString("N"), null));
        LogMoves(range);
    }

    private bool IsNew_NeedsLock(Trial tried, IPAddress at)
    {
        bool isIts = tried.Office.Address is { } wanted ? at.Equals(wanted) : senses.Addresses().Any(a => a.Address.Equals(at));
        return isIts && isAnswered && tried.SettledUs is { } since && clock.MonotonicUs - since >= Microseconds(rules.Settling);
    }

    [LoggerMessage(LogLevel.Information, "The office network is tried with {Office}")]
    private partial void LogTries(string office);

    [LoggerMessage(LogLevel.Information, "The office network keeps {Office}: an administrator asked at {Address}")]
    private partial void LogKept(string office, IPAddress address);

    [LoggerMessage(LogLevel.Warning, "The office network goes back to what it was: {Why}")]
    private partial void LogFallsBack(string why);

    [LoggerMessage(LogLevel.Warning, "The office network's new settings could not be kept: {Failure}")]
    private partial void LogNotKept(string failure);

    [LoggerMessage(LogLevel.Warning, "The cameras' network moves to {Range}")]
    private partial void LogMoves(IPNetwork range);

    /// <summary>What is being tried, until when, and since when the system has it; guarded by the gate.</summary>
    private sealed class Trial(OfficeSettings office, long untilUs)
    {
        public OfficeSettings Office { get; } = office;

        public long UntilUs { get; } = untilUs;

        public long? SettledUs { get; set; }
    }
}
