/** Where a monitor asks whether the site can work. It is no page, so it has no slash at the end. */
export const healthAddress = "/health";
