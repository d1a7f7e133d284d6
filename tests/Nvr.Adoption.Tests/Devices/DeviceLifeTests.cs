using Nvr.Adoption.Devices;
using static Nvr.Adoption.Devices.DeviceState;

namespace Nvr.Adoption.Tests.Devices;

public sealed class DeviceLifeTests
{
    // "Recording" alone is a namespace here.
    private const DeviceState Records = DeviceState.Recording;

    private static readonly DeviceState[] States = Enum.GetValues<DeviceState>();

    /// <summary>The whole table: for each news, what each state in the order of the enumeration becomes, without and with cameras.</summary>
    private static readonly (DeviceNews News, DeviceState[] Without, DeviceState[] With)[] Table =
    [
        // Found, Identified, NeedsPassword, SetUp, Recording, Ignored, Lost
        (DeviceNews.Seen,
            [Found, Identified, NeedsPassword, SetUp, Records, Ignored, Found],
            [Found, Identified, NeedsPassword, SetUp, Records, Ignored, SetUp]),
        (DeviceNews.Identified,
            [Identified, Identified, NeedsPassword, SetUp, Records, Ignored, Lost],
            [Identified, Identified, NeedsPassword, SetUp, Records, Ignored, Lost]),
        (DeviceNews.PasswordNeeded,
            [NeedsPassword, NeedsPassword, NeedsPassword, NeedsPassword, NeedsPassword, Ignored, Lost],
            [NeedsPassword, NeedsPassword, NeedsPassword, NeedsPassword, NeedsPassword, Ignored, Lost]),
        (DeviceNews.SetUp,
            [SetUp, SetUp, SetUp, SetUp, Records, Ignored, SetUp],
            [SetUp, SetUp, SetUp, SetUp, Records, Ignored, SetUp]),
        (DeviceNews.RecordingBegan,
            [Found, Identified, NeedsPassword, SetUp, Records, Ignored, Lost],
            [Records, Records, Records, Records, Records, Ignored, Records]),
        (DeviceNews.RecordingStopped,
            [Found, Identified, NeedsPassword, SetUp, SetUp, Ignored, Lost],
            [Found, Identified, NeedsPassword, SetUp, SetUp, Ignored, Lost]),
        (DeviceNews.Ignore,
            [Ignored, Ignored, Ignored, Ignored, Ignored, Ignored, Ignored],
            [Ignored, Ignored, Ignored, Ignored, Ignored, Ignored, Ignored]),
        (DeviceNews.Welcome,
            [Found, Identified, NeedsPassword, SetUp, Records, Found, Lost],
            [Found, Identified, NeedsPassword, SetUp, Records, SetUp, Lost]),
        (DeviceNews.Gone,
            [Lost, Lost, Lost, Lost, Lost, Ignored, Lost],
            [Lost, Lost, Lost, Lost, Lost, Ignored, Lost]),
        (DeviceNews.Released,
            [Found, Identified, NeedsPassword, Identified, Identified, Ignored, Lost],
            [Found, Identified, NeedsPassword, Identified, Identified, Ignored, Lost]),
    ];

    [Fact]
    public void Next_IsTheTable_ForEveryStateAndEveryNews()
    {
        Assert.Equal(Enum.GetValues<DeviceNews>(), Table.Select(row => row.News));
        foreach ((DeviceNews news, DeviceState[] without, DeviceState[] with) in Table)
        {
            Assert.Equal(without, States.Select(s => DeviceLife.Next(s, news, hasCameras: false)));
            Assert.Equal(with, States.Select(s => DeviceLife.Next(s, news, hasCameras: true)));
        }
    }

    [Fact]
    public void Next_SameNewsTwice_ChangesNothingMore()
    {
        foreach (DeviceState state in States)
        {
            foreach (DeviceNews news in Enum.GetValues<DeviceNews>())
            {
                DeviceState once = DeviceLife.Next(state, news, hasCameras: true);
                Assert.Equal(once, DeviceLife.Next(once, news, hasCameras: true));
            }
        }
    }
}
