using System.Xml.Linq;
using Xunit;

namespace House.Tests;

/// <summary>Who may use whom: the table is the architecture, read in the order of the data.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Nvr.Core"] = [],
        ["Nvr.Audio"] = ["Nvr.Core"],
        ["Nvr.Rtsp"] = ["Nvr.Core"],
        ["Nvr.Onvif"] = ["Nvr.Core"],
        ["Nvr.Sntp"] = ["Nvr.Core"],
        ["Nvr.Mp4"] = ["Nvr.Core"],
        ["Nvr.Storage"] = ["Nvr.Core", "Nvr.Mp4"],
        ["Nvr.Export"] = ["Nvr.Core", "Nvr.Mp4", "Nvr.Storage"],
        ["Nvr.Sandbox"] = ["Nvr.Core"],
        ["Nvr.FFmpeg"] = [],
        ["Nvr.Vision"] = [],
        ["Nvr.Objects"] = ["Nvr.Core"],
        ["Nvr.Media"] = ["Nvr.Core", "Nvr.Sandbox", "Nvr.FFmpeg", "Nvr.Vision", "Nvr.Objects"],
        ["Nvr.Recording"] = ["Nvr.Core", "Nvr.Audio", "Nvr.Rtsp", "Nvr.Mp4", "Nvr.Storage", "Nvr.Sandbox"],
        ["Nvr.Adoption"] = ["Nvr.Core", "Nvr.Rtsp", "Nvr.Onvif", "Nvr.Storage", "Nvr.Recording", "Nvr.Board"],
        ["Nvr.Power"] = ["Nvr.Core", "Nvr.Storage", "Nvr.Recording", "Nvr.Adoption", "Nvr.Board"],
        ["Nvr.Network"] = ["Nvr.Core", "Nvr.Storage", "Nvr.Board"],
        ["Nvr.Search"] = ["Nvr.Core"],
        ["Nvr.Web"] = ["Nvr.Core", "Nvr.Search", "Nvr.Storage", "Nvr.Recording", "Nvr.Adoption", "Nvr.Power", "Nvr.Network"],
        ["Nvr.Board"] = ["Nvr.Core"],
        ["Nvr.Board.Linux"] = ["Nvr.Core", "Nvr.Board"],
        ["Nvr.Board.Snmp"] = ["Nvr.Core", "Nvr.Board"],
        ["Nvr.Appliance"] =
        [
            "Nvr.Core", "Nvr.Audio", "Nvr.Rtsp", "Nvr.Mp4", "Nvr.Storage", "Nvr.Export", "Nvr.Onvif", "Nvr.Sntp", "Nvr.Recording", "Nvr.Sandbox", "Nvr.Media", "Nvr.Adoption", "Nvr.Power", "Nvr.Network", "Nvr.Web", "Nvr.Board", "Nvr.Board.Linux",
            "Nvr.Board.Snmp",
        ],
    };

    /// <summary>Packages beyond analyzers, by project; everything else uses the platform alone.</summary>
    private static readonly Dictionary<string, string[]> MayRestore = new()
    {
        ["Nvr.Storage"] = ["Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["Nvr.Export"] = ["System.IO.Hashing"],
        ["Nvr.Adoption"] = ["YamlDotNet"],
        ["Nvr.Objects"] = ["Microsoft.ML.OnnxRuntime"],
        // Only with -p:FFmpegBindings=package, in place of Nvr.FFmpeg.
        ["Nvr.Media"] = ["FFmpeg.AutoGen"],
        ["Nvr.Board"] = ["QRCoder"],
        ["Nvr.Board.Linux"] = ["System.Device.Gpio", "Iot.Device.Bindings", "Tmds.DBus.Protocol"],
        ["Nvr.Appliance"] = ["Microsoft.Extensions.Hosting.Systemd", "System.CommandLine"],
    };

    public static TheoryData<string> Products => [.. Repository.ProjectFiles("firmware", "board").Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Products))]
    public void Project_References_OnlyWhatTheTableAllows(string project)
    {
        string[] used = [.. Items(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))];

        Assert.True(MayUse.TryGetValue(project, out string[]? allowed), $"{project} is not in the table of who may use whom.");
        Assert.Empty(used.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Project_Restores_OnlyWhatTheTableAllows(string project)
    {
        Assert.Empty(Items(project, "PackageReference").Except(MayRestore.GetValueOrDefault(project, [])));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void WhatKnowsFFmpegsStructures_AndNothingElse_IsCompiledForEachFFmpegApart(string project)
    {
        XElement apart = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("PropertyGroup").Single(g => g.Element("ArtifactsPath") is not null);

        Assert.Equal(KnowsFFmpeg(project), apart.Attribute("Condition")!.Value.Contains($"'{project}'", StringComparison.Ordinal));
    }

    [Fact]
    public void Table_Names_OnlyProjectsThatExist()
    {
        string[] projects = [.. Repository.ProjectFiles("firmware", "board").Select(f => Path.GetFileNameWithoutExtension(f)!)];

        Assert.Equal(projects.Order(), MayUse.Keys.Order());
    }

    private static bool KnowsFFmpeg(string project) => project == "Nvr.FFmpeg" || MayUse[project].Any(KnowsFFmpeg);

    private static IEnumerable<string> Items(string project, string kind)
    {
        string file = Repository.ProjectFiles("firmware", "board").Single(f => Path.GetFileNameWithoutExtension(f) == project);
        return XDocument.Load(file).Descendants(kind).Select(e => (string)e.Attribute("Include")!);
    }
}
