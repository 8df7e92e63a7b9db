namespace Portal.Web.Kit;

/// <summary>Our icons: strokes on a grid of 24, drawn for this product. A value is the path that <see cref="Icon"/> draws.</summary>
public static class Icons
{
    public const string Home = "M4 11 12 4l8 7v8.5a.5.5 0 0 1-.5.5H15v-6H9v6H4.5a.5.5 0 0 1-.5-.5z";
    public const string Clients = "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20v-1.5A4.5 4.5 0 0 1 7 14h4a4.5 4.5 0 0 1 4.5 4.5V20M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.3a4.5 4.5 0 0 1 3.5 4.2V20";
    public const string Person = "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5V19A5 5 0 0 1 9.5 14h5a5 5 0 0 1 5 5v1.5";
    public const string Company = "M4 20.5V4.5A.5.5 0 0 1 4.5 4h9a.5.5 0 0 1 .5.5v16M14 9h5.5a.5.5 0 0 1 .5.5v11M2.5 20.5h19M7.5 8h3M7.5 12h3M7.5 16h3M17 13v.01M17 17v.01";
    public const string Quote = "M6 3h8l5 5v12.5a.5.5 0 0 1-.5.5h-12.5a.5.5 0 0 1-.5-.5v-17A.5.5 0 0 1 6 3zM14 3v5h5M9 15.5l2 2 4-4.5";
    public const string Job = "M3 7a1 1 0 0 1 1-1h5l2 2.5h9a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1z";
    public const string Calendar = "M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5zM4 10h16M8 3v4M16 3v4";
    public const string Invoice = "M5.5 3h13v18l-2.2-1.5L14.2 21 12 19.5 9.8 21l-2.1-1.5L5.5 21zM9 8h6M9 12h6M9 16h3";
    public const string Payment = "M3 7a1.5 1.5 0 0 1 1.5-1.5h15A1.5 1.5 0 0 1 21 7v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17zM3 10h18M7 15h3";
    public const string Bank = "M4 20.5h16M5 17.5h14M6.5 17v-6.5M10.5 17v-6.5M13.5 17v-6.5M17.5 17v-6.5M3.5 9.5 12 4l8.5 5.5z";
    public const string Contract = "M7 3h7l4 4v13.5a.5.5 0 0 1-.5.5H6.5a.5.5 0 0 1-.5-.5v-17zM14 3v4h4M9 12a3 3 0 0 1 5.5-1.5M15 13.5a3 3 0 0 1-5.5 1.5M14.5 8.5v2h-2M9.5 17v-2h2";
    public const string Helpdesk = "M4.5 14v-2a7.5 7.5 0 0 1 15 0v2M4.5 13H7v5H5.5A1 1 0 0 1 4.5 17zM19.5 13H17v5h1.5a1 1 0 0 0 1-1zM19.5 17v1a3 3 0 0 1-3 3H13";
    public const string Report = "M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6";
    public const string Catalog = "M12 3l8 4.3v9.4L12 21l-8-4.3V7.3zM4.2 7.4 12 11.7l7.8-4.3M12 11.7V21";
    public const string Accounting = "M5 4.5A1.5 1.5 0 0 1 6.5 3H19v15H6.5A1.5 1.5 0 0 0 5 19.5zM5 19.5A1.5 1.5 0 0 0 6.5 21H19v-3M9 7.5h6M9 11h4";
    public const string Settings = "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z";
    public const string Roles = "M12 3l7.5 2.8v5.7c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V5.8zM9 12l2.2 2.2L15.2 10";
    public const string Mail = "M3 6.5A1.5 1.5 0 0 1 4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5zM3.5 7l8.5 6 8.5-6";
    public const string Audit = "M9.5 4H7a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V5a1 1 0 0 0-1-1h-2.5M9.5 3h5v3h-5zM9 11h6M9 15h4";
    public const string Clock = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2";
    public const string Search = "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3 20 20";
    public const string Plus = "M12 5v14M5 12h14";
    public const string Minus = "M5 12h14";
    public const string Close = "M6 6l12 12M18 6 6 18";
    public const string Check = "M5 12.5 9.5 17 19 7.5";
    public const string Menu = "M4 6.5h16M4 12h16M4 17.5h16";
    public const string More = "M4.6 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0zM11.1 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0zM17.6 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0z";
    public const string Collapse = "M11 6l-6 6 6 6M19 6l-6 6 6 6";
    public const string ChevronDown = "M6 9.5l6 6 6-6";
    public const string ChevronUp = "M6 14.5l6-6 6 6";
    public const string ChevronLeft = "M14.5 6l-6 6 6 6";
    public const string ChevronRight = "M9.5 6l6 6-6 6";
    public const string Grip = "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01";
    public const string ArrowUp = "M12 19V5M6 11l6-6 6 6";
    public const string ArrowDown = "M12 5v14M6 13l6 6 6-6";
    public const string Language = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c2.5 2.3 3.7 5.2 3.7 8.5s-1.2 6.2-3.7 8.5c-2.5-2.3-3.7-5.2-3.7-8.5S9.5 5.8 12 3.5z";
    public const string Theme = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 3.5v17M12 8l6.5-.8M12 12l8.5 0M12 16l6.5.8";
    public const string Sun = "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4";
    public const string Moon = "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z";
    public const string Screen = "M3.5 5.5A1 1 0 0 1 4.5 4.5h15a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1zM12 16.5V20M8 20h8";
    public const string SignOut = "M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10.5 12H20M16.5 8.5 20 12l-3.5 3.5";
    public const string Edit = "M4.5 19.5l.8-4L16 4.8a1.7 1.7 0 0 1 2.4 0l.8.8a1.7 1.7 0 0 1 0 2.4L8.5 18.7zM14 7l3 3";
    public const string Delete = "M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l.8 13a.5.5 0 0 0 .5.5h8.4a.5.5 0 0 0 .5-.5l.8-13M10 10.5v5.5M14 10.5v5.5";
    public const string Copy = "M8.5 8.5h10a.5.5 0 0 1 .5.5v10.5a.5.5 0 0 1-.5.5h-10a.5.5 0 0 1-.5-.5V9a.5.5 0 0 1 .5-.5zM15.5 8.5v-4A.5.5 0 0 0 15 4H5a.5.5 0 0 0-.5.5V15a.5.5 0 0 0 .5.5h3";
    public const string Send = "M20.5 3.5 3.5 10.5l7 3 3 7zM20.5 3.5l-10 10";
    public const string Download = "M12 4v11M7 10.5l5 5 5-5M4.5 19.5h15";
    public const string Upload = "M12 16V5M7 9.5l5-5 5 5M4.5 19.5h15";
    public const string Attachment = "M19 11.5l-7.3 7.3a4.5 4.5 0 0 1-6.4-6.4l8-8a3 3 0 0 1 4.3 4.3l-7.7 7.7a1.5 1.5 0 0 1-2.2-2.2l6.8-6.7";
    public const string File = "M6.5 3H14l4.5 4.5V20.5a.5.5 0 0 1-.5.5H6.5a.5.5 0 0 1-.5-.5v-17a.5.5 0 0 1 .5-.5zM14 3v4.5h4.5";
    public const string Note = "M5 4.5h14a.5.5 0 0 1 .5.5v9l-5.5 5.5H5a.5.5 0 0 1-.5-.5V5a.5.5 0 0 1 .5-.5zM19.5 14H14v5.5M8 9h8M8 12.5h4";
    public const string Phone = "M5 4.5h3.5l1.7 4.2-2.2 1.6a12 12 0 0 0 5.7 5.7l1.6-2.2 4.2 1.7V19a1.5 1.5 0 0 1-1.5 1.5A14.5 14.5 0 0 1 3.5 6 1.5 1.5 0 0 1 5 4.5z";
    public const string Place = "M12 21s-6.5-5.7-6.5-11a6.5 6.5 0 0 1 13 0c0 5.3-6.5 11-6.5 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z";
    public const string Link = "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1";
    public const string Filter = "M4 5.5h16l-6 7.5v5.5l-4 1.5V13z";
    public const string Columns = "M4.5 4.5h15v15h-15zM9.5 4.5v15M14.5 4.5v15";
    public const string Refresh = "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15";
    public const string Undo = "M8.5 5 4.5 9l4 4M4.5 9h9.5a5 5 0 0 1 0 10h-5";
    public const string Print = "M7 9V3.5h10V9M7 17H4.5A1 1 0 0 1 3.5 16v-6a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H17M7 14h10v6.5H7z";
    public const string Eye = "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z";
    public const string Lock = "M6 10.5h12a.5.5 0 0 1 .5.5v9a.5.5 0 0 1-.5.5H6a.5.5 0 0 1-.5-.5v-9a.5.5 0 0 1 .5-.5zM8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2";
    public const string Info = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5.5M12 7.8v.01";
    public const string Warning = "M12 4 21 19.5H3zM12 10v4.5M12 17v.01";
    public const string Refused = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM6 6l12 12";
    public const string Ok = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8 12.3l2.7 2.7L16 9.5";
    public const string Waiting = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l-3 2";
    public const string Draft = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8 12h8";
    public const string Bell = "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4";
    public const string Import = "M12 3.5v9.5M8 9.5l4 4 4-4M4.5 12v7a1 1 0 0 0 1 1h13a1 1 0 0 0 1-1v-7";
    public const string Box = "M4 8h16v11.5a.5.5 0 0 1-.5.5h-15a.5.5 0 0 1-.5-.5zM3 4.5h18V8H3zM10 12h4";
    public const string Tag = "M4 4.5h7.5L20 13l-7 7-8.5-8.5zM8 8.5v.01";
    public const string Tax = "M6 18 18 6M7.5 9.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM16.5 18.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z";
    public const string Pen = "M4 20c3-1 3.5-6 6-6s1 4 3.5 4 3-2 6.5-2M14 4.5l3.5 3.5-5 5-3.8.3.3-3.8z";
    public const string Bookmark = "M7 4h10a.5.5 0 0 1 .5.5V20L12 16l-5.5 4V4.5A.5.5 0 0 1 7 4z";
    public const string Sort = "M8 10l4-4 4 4M8 14l4 4 4-4";

    /// <summary>Every icon by name, for the gallery.</summary>
    public static IReadOnlyList<(string Name, string Path)> All { get; } =
        [.. typeof(Icons).GetFields().Where(f => f.IsLiteral).Select(f => (f.Name, (string)f.GetRawConstantValue()!))];
}
