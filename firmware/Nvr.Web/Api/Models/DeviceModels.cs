using System.ComponentModel.DataAnnotations;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Makers;
using Nvr.Adoption.Timekeeping;
using Nvr.Adoption;
using Nvr.Core.Network;
using Nvr.Core.Time;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

internal sealed record AdoptBody
{
    /// <summary>Null for what the recorder knows already.</summary>
    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>The device that is gone and whose cameras this one takes over.</summary>
    public string? Replaces { get; init; }
}

internal sealed record SiteAccountBody
{
    /// <summary>Null for the usual one, admin.</summary>
    public string? UserName { get; init; }

    [Required]
    public string? Password { get; init; }
}

internal sealed record UpdateHoldBody
{
    /// <summary>How long at most; null for half an hour.</summary>
    public int? Minutes { get; init; }
}

internal sealed record DeviceSettingModel(string Setting, string From, string To);

internal sealed record DeviceChangeModel(string At, string? UndoneAt, string Encoder, IReadOnlyList<DeviceSettingModel> Settings)
{
    public static DeviceChangeModel Of(DeviceChange change) => new(
        change.At.ToString(), change.UndoneAt?.ToString(), change.Before.Name.Length > 0 ? change.Before.Name : change.Before.Token,
        [.. change.Settings.Select(s => new DeviceSettingModel(s.Setting, s.From, s.To))]);

    public static DeviceChangeModel Of(ClockChange change) => new(
        change.At.ToString(), change.UndoneAt?.ToString(), "clock", [new DeviceSettingModel("Clock", change.Before.Words, change.After.Words)]);

    public static DeviceChangeModel Of(SmartCodecRecord done) => new(
        done.At.ToString(), done.UndoneAt?.ToString(), "smartCodec", [.. done.Changes.Select(c => new DeviceSettingModel(c.Name, InWords(c.Before), InWords(c.After)))]);

    private static string InWords(string value) => value.ToLowerInvariant() switch { "true" => "on", "false" => "off", _ => value };
}

internal sealed record ReplacementModel(string DeviceId, string? Name, IReadOnlyList<string> Cameras);

internal sealed record DeviceModel
{
    public required string Id { get; init; }

    [OneOf(typeof(DeviceState))]
    public required string State { get; init; }

    public required string Sentence { get; init; }

    public string? NextStep { get; init; }

    public string? Detail { get; init; }

    public required string Address { get; init; }

    public string? Interface { get; init; }

    public string? Port { get; init; }

    public string? Mac { get; init; }

    public string? Serial { get; init; }

    public string? Maker { get; init; }

    public string? Model { get; init; }

    public string? Firmware { get; init; }

    public string? Name { get; init; }

    /// <summary>What it calls itself towards the box's DHCP server; null where it told nothing, or has no lease of it.</summary>
    public string? HostName { get; init; }

    /// <summary>Whether it is set up without asking where it is.</summary>
    public bool Automatic { get; init; }

    public required IReadOnlyList<string> Cameras { get; init; }

    public required IReadOnlyList<DeviceChangeModel> Changes { get; init; }

    /// <summary>The device whose place it may take; null when there is none.</summary>
    public ReplacementModel? MayReplace { get; init; }

    /// <summary>Until when it is left alone because its firmware is updated; null when it is not.</summary>
    public string? UpdatingUntil { get; init; }

    public required string FirstSeen { get; init; }

    public required string LastSeen { get; init; }

    public static DeviceModel Of(DeviceReport report, UtcTime? updatingUntil)
    {
        DeviceRecord d = report.Device;
        return new DeviceModel
        {
            Id = d.DeviceId.ToString(),
            State = Words.Of(d.State),
            Sentence = report.Sentence,
            NextStep = report.NextStep,
            Detail = report.Detail,
            Address = d.Address.ToString(),
            Interface = d.Interface,
            Port = d.Port,
            Mac = d.Mac is { } mac ? MacText.Of(mac) : null,
            Serial = d.Serial,
            Maker = d.Maker,
            Model = d.Model,
            Firmware = d.Firmware,
            Name = d.Name,
            HostName = d.HostName,
            Automatic = report.Decision == AdoptionDecision.Automatic,
            Cameras = CamerasOf(d),
            Changes = ChangesOf(d),
            MayReplace = report.Offer is { Departed: { } gone } ? new ReplacementModel(gone.DeviceId.ToString(), gone.Name, CamerasOf(gone)) : null,
            UpdatingUntil = updatingUntil?.ToString(),
            FirstSeen = d.FirstSeen.ToString(),
            LastSeen = d.LastSeen.ToString(),
        };
    }

    private static DeviceChangeModel[] ChangesOf(DeviceRecord device)
    {
        DeviceChangeModel[] changes = [.. device.Changes.Select(DeviceChangeModel.Of)];
        changes = device.SmartCodec is { Changes.Count: > 0 } smart ? [.. changes, DeviceChangeModel.Of(smart)] : changes;
        return device.Clock is { } clock ? [.. changes, DeviceChangeModel.Of(clock)] : changes;
    }

    private static string[] CamerasOf(DeviceRecord device) => [.. device.Sources.Select(s => s.CameraId.ToString())];
}

/// <summary>The devices, and whether they are looked for: off, confirm or auto.</summary>
internal sealed record DeviceList([property: OneOf(typeof(AdoptionMode))] string Discovery, IReadOnlyList<DeviceModel> Devices);
