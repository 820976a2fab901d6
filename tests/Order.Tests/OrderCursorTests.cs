using FsCheck.Xunit;
using Order.Orders.Reading;

namespace Order.Tests;

public sealed class OrderCursorTests
{
    [Property]
    public void A_cursor_reads_back_what_was_written(long after)
    {
        OrderCursor.TryParse(new OrderCursor(after).ToString(), out var cursor).ShouldBeTrue();
        cursor.After.ShouldBe(after);
    }

    [Property]
    public void No_text_makes_reading_fail_otherwise_than_by_saying_so(FsCheck.NonNull<string> text)
    {
        if (OrderCursor.TryParse(text.Get, out var cursor))
        {
            cursor.ToString().TrimEnd('=').ShouldBe(text.Get.TrimEnd('='));
        }
    }
}
