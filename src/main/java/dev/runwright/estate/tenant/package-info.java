/** The sandbox company's directory tenant: users, mail, risks and alerts as Microsoft Graph shows them, over HTTP on loopback. */
@NullMarked
package dev.runwright.estate.tenant;

import org.jspecify.annotations.NullMarked;
