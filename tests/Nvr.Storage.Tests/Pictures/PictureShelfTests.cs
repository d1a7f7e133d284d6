using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage.Pictures;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Pictures;

public sealed class PictureShelfTests : IDisposable
{
    private const int Day = 86_400;
    private static readonly CameraId s_door = CameraId.New();
    private static readonly CameraId s_yard = CameraId.New();

    private readonly TestFolder folder = new();
    private readonly SettableTime time = new(TestBox.Noon);
    private PictureRoom room;

    public PictureShelfTests()
    {
        room = new PictureRoom(folder.Of("pictures"), 100_000, 50_000);
        File.WriteAllText(folder.Of("volume.json"), "{}");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Picture_IsFoundAgain_AlsoAfterARestart_AndAnyViewerOpensTheFile()
    {
        byte[] jpeg = Jpeg(1, 9000);
        Shelf().Put(Name(s_door, 5), jpeg);

        Assert.Equal(jpeg, Shelf().Find(Name(s_door, 5)));
        Assert.Null(Shelf().Find(Name(s_door, 6)));
        Assert.Null(Shelf().Find(Name(s_yard, 5)));
        string file = Assert.Single(Files());
        Assert.EndsWith(".jpg", file, StringComparison.Ordinal);
        Assert.Equal(jpeg, File.ReadAllBytes(file).AsSpan(0, jpeg.Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(8999)]
    [InlineData(9005)]
    public void DamagedPicture_IsNone_AndGone_AndCanBePutAgain(int at)
    {
        PictureShelf shelf = Shelf();
        shelf.Put(Name(s_door, 5), Jpeg(1, 9000));
        byte[] damaged = File.ReadAllBytes(Files()[0]);
        damaged[at] ^= 1;
        File.WriteAllBytes(Files()[0], damaged);

        Assert.Null(shelf.Find(Name(s_door, 5)));
        Assert.Empty(Files());
        Assert.Equal(0, shelf.Bytes);
        shelf.Put(Name(s_door, 5), Jpeg(2, 9000));
        Assert.Equal(Jpeg(2, 9000), shelf.Find(Name(s_door, 5)));
    }

    [Fact]
    public void CutShortEmptyAndMissingFiles_AreNone()
    {
        PictureShelf shelf = Shelf();
        for (int i = 0; i < 3; i++)
        {
            shelf.Put(Name(s_door, i), Jpeg(i, 5000));
        }
        string[] files = Files();
        File.WriteAllBytes(files[0], File.ReadAllBytes(files[0])[..100]);
        File.WriteAllBytes(files[1], []);
        File.Delete(files[2]);

        Assert.All(Enumerable.Range(0, 3), i => Assert.Null(shelf.Find(Name(s_door, i))));
    }

    [Fact]
    public void CameraDayThatIsFull_LosesWhatWasNotWantedForLongest_AndNoOtherDayDoes()
    {
        PictureShelf shelf = Shelf();
        shelf.Put(Name(s_door, -Day), Jpeg(9, 10_000));
        shelf.Put(Name(s_yard, 0), Jpeg(9, 10_000));
        for (int i = 0; i < 4; i++)
        {
            shelf.Put(Name(s_door, i), Jpeg(i, 12_000));
        }
        Assert.NotNull(shelf.Find(Name(s_door, 0)));

        shelf.Put(Name(s_door, 4), Jpeg(4, 12_000));

        Assert.Null(shelf.Find(Name(s_door, 1)));
        Assert.All([0, 2, 3, 4, -Day], i => Assert.NotNull(shelf.Find(Name(s_door, i))));
        Assert.NotNull(shelf.Find(Name(s_yard, 0)));
        Assert.Equal(6, Files().Length);
    }

    [Fact]
    public void FullShelf_LosesWhatWasNotWantedForLongest_AndFoldersThatAreEmptyThen()
    {
        PictureShelf shelf = Shelf();
        for (int day = 0; day < 12; day++)
        {
            shelf.Put(Name(s_door, day * Day), Jpeg(day, 12_000));
        }

        Assert.InRange(shelf.Bytes, 80_000, room.Bytes);
        Assert.Null(shelf.Find(Name(s_door, 0)));
        Assert.NotNull(shelf.Find(Name(s_door, 11 * Day)));
        Assert.Equal(Files().Length, Directory.GetDirectories(Path.Combine(room.Folder!, s_door.ToString())).Length);
        Assert.Equal(shelf.Bytes, Shelf().Bytes);
    }

    [Fact]
    public void PictureLargerThanItsRoom_IsNotKept_AndNothingGoesForIt()
    {
        PictureShelf shelf = Shelf();
        shelf.Put(Name(s_door, 1), Jpeg(1, 12_000));

        shelf.Put(Name(s_door, 2), Jpeg(2, 60_000));

        Assert.NotNull(shelf.Find(Name(s_door, 1)));
        Assert.Null(shelf.Find(Name(s_door, 2)));
    }

    [Fact]
    public void Marks_OutliveARestart_AndAreNoPictures()
    {
        Shelf().Mark(Name(s_door, 7));

        Assert.True(Shelf().IsMarked(Name(s_door, 7)));
        Assert.False(Shelf().IsMarked(Name(s_door, 8)));
        Assert.Null(Shelf().Find(Name(s_door, 7)));
    }

    [Fact]
    public void ForeignFilesAndUnfinishedOnes_AreClearedAway()
    {
        PictureShelf shelf = Shelf();
        shelf.Put(Name(s_door, 1), Jpeg(1, 5000));
        string mine = Files()[0];
        File.WriteAllText(mine + ".new", "half");
        File.WriteAllText(Path.Combine(room.Folder!, "notes.txt"), "");
        File.WriteAllText(Path.Combine(room.Folder!, "1-2.jpg"), "");

        PictureShelf next = Shelf();
        next.Sweep(1, (_, range) => [range]);

        Assert.NotNull(next.Find(Name(s_door, 1)));
        Assert.Equal([mine], Files());
    }

    [Fact]
    public void WithoutAFolderOrAWritableOne_NothingIsKept_AndNothingFails()
    {
        File.WriteAllText(folder.Of("file"), "");
        foreach (string? path in new[] { null, folder.Of("file") })
        {
            room = room with { Folder = path };
            PictureShelf shelf = Shelf();
            shelf.Put(Name(s_door, 1), Jpeg(1, 5000));
            shelf.Mark(Name(s_door, 2));

            Assert.Null(shelf.Find(Name(s_door, 1)));
            Assert.False(shelf.IsMarked(Name(s_door, 2)));
            Assert.Equal(0, shelf.Bytes);
        }
    }

    [Fact]
    public void VolumeThatIsPulledOut_IsNotWrittenToAtItsPlaceOnTheSystemsDisk()
    {
        PictureShelf shelf = Shelf();
        Assert.Null(shelf.Find(Name(s_door, 1)));
        File.Delete(folder.Of("volume.json"));

        shelf.Put(Name(s_door, 1), Jpeg(1, 5000));
        shelf.Mark(Name(s_door, 2));

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void VolumeThatChanges_TakesItsPicturesAlong()
    {
        PictureShelf shelf = Shelf();
        shelf.Put(Name(s_door, 1), Jpeg(1, 5000));
        PictureRoom first = room;

        room = room with { Folder = folder.Of("other") };
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(shelf.Find(Name(s_door, 1)));
        room = first;
        time.Advance(TimeSpan.FromSeconds(6));

        Assert.NotNull(shelf.Find(Name(s_door, 1)));
    }

    [Fact]
    public void FootageThatIsGone_TakesItsPicturesAlong()
    {
        PictureShelf shelf = Shelf();
        foreach (int second in (int[])[0, 300, 600])
        {
            shelf.Put(Name(s_door, second), Jpeg(second, 5000));
            shelf.Put(Name(s_yard, second), Jpeg(second, 5000));
        }
        UtcTime noon = UtcTime.From(TestBox.Noon);

        shelf.Sweep(300_000_000, (camera, range) => camera == s_door ? [new UtcRange(noon.Plus(500_000_000), range.End)] : []);

        Assert.Null(shelf.Find(Name(s_door, 0)));
        Assert.NotNull(shelf.Find(Name(s_door, 300)));
        Assert.NotNull(shelf.Find(Name(s_door, 600)));
        Assert.Equal(2, Files().Length);
        Assert.False(Directory.Exists(Path.Combine(room.Folder!, s_yard.ToString(), "20260301")));
    }

    [Fact]
    public void Room_IsAShareOfTheFirstVolumeThatWorks_AndNoneWhereFootageWantsIt()
    {
        VolumeStatus volume = new(Guid.NewGuid(), "/a", 4_000_000_000_000, 500_000_000_000, 0, 0, 10_000_000_000, null);

        Assert.Equal(("/b/pictures", 8L << 30), Of(volume with { Problem = "It is away." }, volume with { Path = "/b" }));
        Assert.Equal(("/a/pictures", 10_000_000), Of(volume with { TotalBytes = 1_000_000_000 }));
        Assert.Equal(("/a/pictures", 0), Of(volume with { FreeBytes = 4_000_000_000 }));
        Assert.Equal((null, 0), Of());

        static (string?, long) Of(params VolumeStatus[] volumes) => PictureRoom.On(volumes) is var room ? (room.Folder, room.Bytes) : default;
    }

    private PictureShelf Shelf() => new(() => room, time);

    private string[] Files() => Directory.Exists(room.Folder) ? [.. Directory.GetFiles(room.Folder, "*", SearchOption.AllDirectories).Order()] : [];

    private static PictureName Name(CameraId camera, int second) => new(camera, UtcTime.From(TestBox.Noon.AddSeconds(second)), "tag1");

    private static byte[] Jpeg(int seed, int bytes)
    {
        byte[] data = new byte[bytes];
        new Random(seed).NextBytes(data);
        return data;
    }
}
