using System.Globalization;
using System.Net;
using Nvr.Core;

namespace Nvr.Network.Settings;

/// <summary>Between settings of the office network and how they are kept. Pure, and strict: what is not written as this program writes it is none.</summary>
internal static class OfficeText
{
    public static OfficeFile? FileOf(OfficeSettings office) => office.Address is { } address
        ? new OfficeFile(
            string.Create(CultureInfo.InvariantCulture, $"{address}/{office.PrefixLength}"), office.Gateway?.ToString(), [.. office.NameServers.Select(n => n.ToString())])
        : null;

    /// <summary>InvalidInput for what cannot be meant, or cannot work beside the cameras' network.</summary>
    public static OfficeSettings Read(OfficeFile? file, IPNetwork? cameras)
    {
        OfficeSettings office = file is null ? OfficeSettings.Dhcp : SettingsOf(file) ?? throw new NvrException(ErrorKind.InvalidInput, "The settings of the office network are damaged.");
        OfficeCheck.Check(office, cameras);
        return office;
    }

    private static OfficeSettings? SettingsOf(OfficeFile file)
    {
        string[] parts = file.Address.Split('/');
        if (parts.Length != 2 || Ranges.Parse(parts[0]) is not { } address || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix))
        {
            return null;
        }
        IPAddress?[] servers = [.. file.NameServers.Select(Ranges.Parse)];
        IPAddress? gateway = Ranges.Parse(file.Gateway);
        return servers.Contains(null) || (gateway is null) != (file.Gateway is null)
            ? null
            : new OfficeSettings { Address = address, PrefixLength = prefix, Gateway = gateway, NameServers = [.. servers.Select(s => s!)] };
    }
}
