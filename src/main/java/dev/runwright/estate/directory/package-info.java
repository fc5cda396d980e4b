/** The sandbox company's Active Directory: accounts, groups and their members, shared with its mailboxes. */
@NullMarked
package dev.runwright.estate.directory;

import org.jspecify.annotations.NullMarked;
