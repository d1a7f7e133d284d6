using System.Net;
using Nvr.Board;
using Nvr.Core;
using Nvr.Network.Settings;

namespace Nvr.Network.Plans;

/// <summary>Everything that the system has to be told of the box's networks. Immutable; all names in it are such that no file's format reads more into them.</summary>
internal sealed record NetworkPlan
{
    /// <summary>The office network's interface; null for every Ethernet interface that is no camera port.</summary>
    public required string? OfficeInterface { get; init; }

    public required OfficeSettings Office { get; init; }

    /// <summary>The interface behind which there are cameras only; null without one.</summary>
    public required string? CameraInterface { get; init; }

    /// <summary>What is joined to it; where there is nothing, it is an interface that is there by itself.</summary>
    public required IReadOnlyList<string> CameraPorts { get; init; }

    public required IPNetwork Cameras { get; init; }

    public required string HostName { get; init; }

    /// <summary>Where people find the page.</summary>
    public required int PagePort { get; init; }

    /// <summary>InvalidInput for a name of an interface that would mean something else in a file of systemd's or dnsmasq's, and for settings that cannot work.</summary>
    public static NetworkPlan Of(BoardDescription board, NetworkFile file, string hostName, int pagePort)
    {
        string? cameras = board.CameraNetworks is [var first, ..] ? first : null;
        IPNetwork range = file.Cameras is null ? CameraRanges.Usual : CameraRanges.Find(file.Cameras) ?? throw new NvrException(ErrorKind.InvalidInput, "The settings of the cameras' network are damaged.");
        string[] ports = cameras is null ? [] : [.. (board.Poe?.Ports ?? []).Select(p => p.Interface).OfType<string>().Where(p => p != cameras)];
        return new NetworkPlan
        {
            OfficeInterface = board.OfficeNetwork is { } office ? Plain(office) : null,
            Office = OfficeText.Read(file.Office, cameras is null ? null : range),
            CameraInterface = cameras is null ? null : Plain(cameras),
            CameraPorts = [.. ports.Select(Plain)],
            Cameras = range,
            HostName = hostName,
            PagePort = pagePort,
        };
    }

    // The kernel takes far more: "*" and "!" are patterns to networkd, "%" begins one of its words, "#" a comment of dnsmasq.
    private static string Plain(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? name
        : throw new NvrException(ErrorKind.InvalidInput, $"The interface \"{name}\" of the board file cannot be set up: its name may have letters, digits, hyphens, underscores and dots.");
}
