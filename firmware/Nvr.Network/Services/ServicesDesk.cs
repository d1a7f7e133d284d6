using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Network.Applying;
using Nvr.Storage.Settings;

namespace Nvr.Network.Services;

/// <summary>
/// What the box offers beside its page, towards people: each is off until somebody turns it on, and what they say is in force a moment later. Thread-safe; a change blocks on the disk. Failures are
/// <see cref="NvrException"/> in words: InvalidInput, Conflict (where the machine's own system decides on these), Outdated, Storage. Who changes something says whether it is meant, given the tag of what there is; without saying so it is, whatever there is.
/// </summary>
public sealed partial class ServicesDesk
{
    private const int MostKeys = 20;
    private const string Part = "settings/services";

    private readonly SettingsFile<ServicesFile> file;
    private readonly ServicePlaces places;
    private readonly HealthBoard health;
    private readonly ILogger<ServicesDesk> log;
    private readonly Lock gate = new();

    private ServicesFile kept;

    /// <param name="settingsDirectory">Where <see cref="ServicesFile.Name"/> is kept.</param>
    /// <param name="places">Where wishes are left.</param>
    /// <param name="health">Is told of damaged settings.</param>
    /// <param name="log">Of decisions.</param>
    public ServicesDesk(string settingsDirectory, ServicePlaces places, HealthBoard health, ILogger<ServicesDesk> log)
    {
        file = new SettingsFile<ServicesFile>(Path.Combine(settingsDirectory, ServicesFile.Name), ServicesJson.Default.ServicesFile, IsSound);
        (this.places, this.health, this.log) = (places, health, log);
        kept = file.Read() ?? new ServicesFile();
        Tell(file.Problem);
    }

    public ServicesView Read()
    {
        lock (gate)
        {
            ServicesAppliedFile? applied = Applied();
            return new ServicesView(
                applied is not null, [.. (kept.SshKeys ?? []).Select(SshKey.Parse)], kept.Syslog is { } syslog ? SyslogTarget.Of(syslog) : null, kept.Snmp?.User, applied?.Problem, Tag_NeedsLock());
        }
    }

    /// <summary>Lets those in who have one of these keys, and nobody else; with none nobody at all.</summary>
    public void LetIn(IReadOnlyList<SshKey> keys, Func<string, bool>? isMeant = null)
    {
        if (keys.Count > MostKeys)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"There can be {MostKeys} keys at most.");
        }
        Change(k => k with { SshKeys = keys.Count == 0 ? null : [.. keys.Select(key => key.Line).Distinct()] }, isMeant);
        LogKeys(keys.Count);
    }

    /// <summary>Null: nowhere.</summary>
    public void SendJournal(SyslogTarget? target, Func<string, bool>? isMeant = null)
    {
        Change(k => k with { Syslog = target?.ToFile() }, isMeant);
        string where = target is null ? "nowhere" : $"{target.Server}:{target.Port}";
        LogSyslog(where);
    }

    /// <summary>Null: nobody.</summary>
    public void LetAsk(SnmpAccess? access, Func<string, bool>? isMeant = null)
    {
        Change(k => k with { Snmp = access?.ToFile() }, isMeant);
        LogSnmp(access?.User ?? "nobody");
    }

    private static bool IsSound(ServicesFile content)
    {
        try
        {
            _ = (content.SshKeys ?? []).Select(SshKey.Parse).ToArray();
            _ = content.Syslog is { } syslog ? SyslogTarget.Of(syslog) : null;
            _ = content.Snmp is { } snmp ? SnmpAccess.Of(snmp) : null;
            return true;
        }
        catch (NvrException)
        {
            return false;
        }
    }

    private void Change(Func<ServicesFile, ServicesFile> change, Func<string, bool>? isMeant)
    {
        lock (gate)
        {
            if (Applied() is null)
            {
                throw new NvrException(ErrorKind.Conflict, "What this machine offers beside the page is decided by its own system, so it cannot be changed here.");
            }
            if (isMeant?.Invoke(Tag_NeedsLock()) == false)
            {
                throw new NvrException(ErrorKind.Outdated, "Somebody else changed these settings meanwhile. Nothing was changed now.");
            }
            ServicesFile next = change(kept);
            file.Write(next);
            kept = next;
            Tell(null);
            Leave();
        }
    }

    // A new password alone is no other setting: whoever writes it anew sees none.
    private string Tag_NeedsLock()
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(kept with { Snmp = kept.Snmp is { } snmp ? snmp with { Key = "" } : null }, ServicesJson.Default.ServicesFile);
        return Convert.ToHexStringLower(SHA256.HashData(content))[..16];
    }

    private void Leave()
    {
        try
        {
            WishFolder.Put(places.Draft, places.Wish, JsonSerializer.SerializeToUtf8Bytes(new ServicesWishFile(Guid.NewGuid().ToString("N")), ServicesJson.Default.ServicesWishFile));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The settings are kept, but come into force only when the recorder starts anew: {failure.Message}", failure);
        }
    }

    private ServicesAppliedFile? Applied()
    {
        try
        {
            return StrictFile.Read(places.Applied, ServicesJson.Default.ServicesAppliedFile);
        }
        catch (NvrException)
        {
            // Written whole by a rename; what cannot be read is not there as far as anybody can act on it.
            return null;
        }
    }

    private void Tell(string? problem)
    {
        if (problem is null)
        {
            health.Forget(Part);
            return;
        }
        health.Report(new HealthItem(Part, HealthLevel.Attention, problem, "Look at SSH, syslog and SNMP under Box."));
    }

    [LoggerMessage(LogLevel.Warning, "{Count} keys are let in by SSH")]
    private partial void LogKeys(int count);

    [LoggerMessage(LogLevel.Information, "The journal is sent to {Where}")]
    private partial void LogSyslog(string where);

    [LoggerMessage(LogLevel.Information, "By SNMP {User} may ask")]
    private partial void LogSnmp(string user);
}
