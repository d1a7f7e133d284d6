using System.Text.Json.Serialization;
using Nvr.Web.Box;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>What is left out stays.</summary>
internal sealed record BoxSettingsBody(string? Name, string? TimeZone);

/// <summary>
/// Name, time zone and clock. <paramref name="HostName"/> is what the name becomes where a network wants letters, digits and hyphens; <paramref name="SystemTimeZone"/> the zone that holds while none is
/// chosen; <paramref name="Clock"/> is <c>followed</c> (it follows a time server), <c>plausible</c> or <c>doubtful</c>.
/// </summary>
internal sealed record BoxSettingsModel(
    string? Name, string ShownName, string? HostName, string? TimeZone, string SystemTimeZone, string Now, [property: OneOf(typeof(ClockStanding))] string Clock);

internal sealed record TimeZoneList(IReadOnlyList<string> TimeZones);

/// <summary><paramref name="State"/> is <c>done</c> (the box itself shows it), <c>passed</c> (somebody went on), or <c>open</c>.</summary>
internal sealed record SetUpStepModel([property: OneOf(typeof(SetUpStep))] string Step, [property: OneOf("done", "passed", "open")] string State);

/// <summary>How far the first visit is; <paramref name="Next"/> is null when it is over.</summary>
internal sealed record SetUpProgressModel(bool IsOver, [property: OneOf(typeof(SetUpStep))] string? Next, IReadOnlyList<SetUpStepModel> Steps);

internal sealed record SetUpStepBody([property: JsonRequired] bool Passed);

internal sealed record SetUpEndBody([property: JsonRequired] bool IsOver);

/// <summary>What an owner wants on paper. No secrets are in it.</summary>
internal sealed record RecoveryModel(
    string Name, string? Page, string? HostName, IReadOnlyList<string> Administrators, string? TimeZone, string Version, string Serial, bool HasResetButton, bool HasDisplay,
    string? ExportFingerprint, string Now);
