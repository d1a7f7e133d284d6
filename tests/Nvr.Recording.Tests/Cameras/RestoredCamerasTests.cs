using System.Text.Json;
using Nvr.Recording.Cameras;
using Nvr.Storage.Settings;

namespace Nvr.Recording.Tests.Cameras;

/// <summary>Cameras of a backup taking the place of today's, in the settings alone.</summary>
public sealed class RestoredCamerasTests : IDisposable
{
    private readonly DataDirectory data = DataDirectory.Open(Directory.CreateTempSubdirectory("nvr-restored-").FullName);

    private string Restored => Path.Combine(data.Root, "restored.json");

    [Fact]
    public void Cameras_OfTodayAlone_StayAsFormerOnes_WithNamesOfTheirOwnAndWithoutPasswords()
    {
        CameraRecord both = Camera("door");
        CameraRecord today = Camera("yard") with { SealedPassword = "v1:secret" };
        CameraRecord other = Camera("YARD");
        Put(data.SettingsFile("cameras.json"), both with { Settings = both.Settings with { Name = "old door" } }, today);
        Put(Restored, both, other);

        CameraRegistry.KeepFormer(data, Restored);
        // As after a power cut.
        CameraRegistry.KeepFormer(data, Restored);

        CameraDocument joined = CameraRegistry.Parse(File.ReadAllBytes(Restored))!;
        Assert.Equal(["door", "YARD", "yard (2)"], joined.Cameras.Select(c => c.Settings.Name));
        CameraRecord former = joined.Cameras[2];
        Assert.Equal((today.Id, true, false, null), (former.Id, former.Settings.IsFormer, former.Settings.Enabled, former.SealedPassword));
        Assert.False(joined.Cameras[0].Settings.IsFormer);
    }

    [Fact]
    public void Cameras_AddedSince_GoOnBeingRecorded_WhereTheOtherFileIsAnEarlierOneOfThisBox()
    {
        CameraRecord both = Camera("door");
        CameraRecord added = Camera("yard") with { SealedPassword = "sealed" };
        Put(data.SettingsFile("cameras.json"), both, added);
        Put(Restored, both);

        CameraRegistry.KeepAdded(data, Restored);
        CameraRegistry.KeepAdded(data, Restored);

        CameraRecord kept = CameraRegistry.Parse(File.ReadAllBytes(Restored))!.Cameras[1];
        Assert.Equal((added.Id, "yard", true, "sealed"), (kept.Id, kept.Settings.Name, kept.Settings.Enabled, kept.SealedPassword));
        Assert.Equal(2, CameraRegistry.Parse(File.ReadAllBytes(Restored))!.Cameras.Count);
    }

    [Fact]
    public void Nothing_ToJoin_ChangesNothing()
    {
        CameraRegistry.KeepFormer(data, Restored);
        Assert.False(File.Exists(Restored));
        Put(Restored, Camera("door"));
        CameraRegistry.KeepFormer(data, Restored);
        Assert.Single(CameraRegistry.Parse(File.ReadAllBytes(Restored))!.Cameras);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"cameras":[null]}""")]
    [InlineData("""{"cameras":[{"id":"5f0c6d2e-2c5d-4b19-9b1c-0a4cf5a3b7aa","settings":{"name":"x","mainUrl":"file:///etc/passwd"}}]}""")]
    public void File_ThatCannotHaveBeenWritten_IsNone(string text) => Assert.Null(CameraRegistry.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }

    private static CameraRecord Camera(string name) => new() { Id = Guid.NewGuid(), Settings = new CameraSettings { Name = name, MainUrl = new Uri("rtsp://192.168.1.20/1") } };

    private static void Put(string path, params CameraRecord[] cameras) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(new CameraDocument { Cameras = cameras }, CameraJson.Default.CameraDocument));
}
