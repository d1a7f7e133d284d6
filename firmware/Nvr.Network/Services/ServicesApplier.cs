using System.Text.Json;
using Nvr.Core;
using Nvr.Network.Applying;

namespace Nvr.Network.Services;

/// <summary>
/// Tells the programs behind the services what the recorder's settings say, once: at each start, and when the recorder left a wish. Run as root, so everything that it reads counts as hostile. What cannot be
/// used is off, and told. Used by one thread.
/// </summary>
public sealed class ServicesApplier(string dataDirectory, ServicePlaces places, string hostName)
{
    private readonly Findings findings = new();
    private readonly List<string> changed = [];

    private string SettingsPath => Path.Combine(dataDirectory, "settings", ServicesFile.Name);

    /// <summary>What went wrong, as sentences; empty when all is as it was asked for. Storage when the files cannot be written.</summary>
    public IReadOnlyList<string> Apply()
    {
        ServicesWishFile? wish = findings.Attempt(() => StrictFile.Read(places.Wish, ServicesJson.Default.ServicesWishFile));
        ServicesFile file = findings.Attempt(() => StrictFile.Read(SettingsPath, ServicesJson.Default.ServicesFile)) ?? new ServicesFile();
        try
        {
            Put("nvrd-ssh.socket", places.SshKeys, findings.Attempt(() => file.SshKeys is { Count: > 0 } keys ? ServiceFiles.SshKeys(keys.Select(SshKey.Parse)) : null));
            Put("nvrd-syslog.service", places.Syslog, findings.Attempt(() => file.Syslog is { } syslog ? ServiceFiles.Syslog(SyslogTarget.Of(syslog), hostName) : null));
            Put("nvrd-snmp.service", places.Snmp, findings.Attempt(() => file.Snmp is { } snmp ? ServiceFiles.Snmp(SnmpAccess.Of(snmp), hostName) : null), isSecret: true);
            PlainFiles.Write(places.Changed, string.Concat(changed.Select(c => c + "\n")));
            PlainFiles.Write(places.Applied, JsonSerializer.Serialize(new ServicesAppliedFile(wish?.Id, findings.InOneLine()), ServicesJson.Default.ServicesAppliedFile));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The services cannot be set up: {failure.Message}", failure);
        }
        return findings.All;
    }

    // Whose file has changed begins anew, and only those: a visitor stays unless it is the keys.
    private void Put(string unit, string path, string? content, bool isSecret = false)
    {
        bool isNews = File.Exists(path);
        if (content is not null)
        {
            isNews = PlainFiles.Write(path, content, isSecret);
        }
        else if (isNews)
        {
            File.Delete(path);
        }
        if (isNews)
        {
            changed.Add(unit);
        }
    }
}
